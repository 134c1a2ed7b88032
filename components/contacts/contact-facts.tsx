import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Definitions } from "@/components/ui/definitions";
import type { FieldKind, FieldValue } from "@/lib/contacts/schema";

type ContactFactsProps = {
  contact: { email: string; createdAt: Date; lastEngagedAt: Date | null; fields: Record<string, FieldValue> };
  fields: readonly { key: string; label: string; kind: FieldKind }[];
};

/** The address, since when, and what is known in the account's own fields. */
export function ContactFacts({ contact, fields }: ContactFactsProps) {
  const t = useTranslations("contacts.card");
  const format = useFormatter();
  const present = useFieldWords();
  const seen = contact.lastEngagedAt;
  const known = fields.flatMap(({ key, label, kind }) => {
    const value = contact.fields[key];
    return value === undefined ? [] : [{ name: label, value: present(kind, value) }];
  });
  return (
    <Card title={t("title")} padded>
      <Definitions
        rows={[
          { name: t("address"), value: <span className="font-mono text-12">{contact.email}</span> },
          { name: t("added"), value: format.dateTime(contact.createdAt, "dayTime") },
          { name: t("seen"), value: seen ? format.dateTime(seen, "dayTime") : t("never") },
          ...known,
        ]}
      />
    </Card>
  );
}

/** A value of a field in words of the reader's language. Days have no zone. */
function useFieldWords() {
  const t = useTranslations("contacts.form");
  const format = useFormatter();
  return (kind: FieldKind, value: FieldValue): string => {
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (typeof value === "number") return format.number(value, { maximumFractionDigits: 20 });
    if (kind === "date")
      return format.dateTime(new Date(`${value}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
    return value;
  };
}
