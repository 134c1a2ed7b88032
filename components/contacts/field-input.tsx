"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { FieldKind, FieldValue } from "@/lib/contacts/schema";

type CustomField = { key: string; label: string; kind: FieldKind };

/** One custom field of a contact, in the control that fits what it holds. */
export function FieldInput({ field, value }: { field: CustomField; value?: FieldValue | undefined }) {
  const { key, label, kind } = field;
  return (
    <Field name={`fields.${key}`} label={label} optional>
      <input type="hidden" name="fieldKey[]" value={key} />
      <Control kind={kind} value={value} />
    </Field>
  );
}

function Control({ kind, value }: { kind: FieldKind; value: FieldValue | undefined }) {
  const t = useTranslations("contacts.form");
  if (kind === "yes_no")
    return (
      <Select name="fieldValue[]" defaultValue={value === undefined ? "" : value ? "yes" : "no"}>
        <option value="">{t("unknown")}</option>
        <option value="yes">{t("yes")}</option>
        <option value="no">{t("no")}</option>
      </Select>
    );
  const type = kind === "date" ? "date" : "text";
  return (
    <Input
      type={type}
      name="fieldValue[]"
      inputMode={kind === "number" ? "decimal" : undefined}
      defaultValue={value === undefined ? "" : String(value)}
    />
  );
}
