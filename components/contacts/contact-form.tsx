"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FieldKind, FieldValue } from "@/lib/contacts/schema";
import type { FormAction } from "@/lib/web/action-state";
import { ConsentFields } from "./consent-fields";
import { FieldInput } from "./field-input";

type CustomField = { key: string; label: string; kind: FieldKind };
type Person = { id: string; email: string; name: string; fields: Record<string, FieldValue> };

type ContactFormProps = {
  fields: readonly CustomField[];
  save: FormAction;
  /** Someone who is a contact already; without, the form adds one, and asks for lists and consent. */
  contact?: Person;
  lists?: readonly { id: string; name: string }[];
  chosenList?: string | undefined;
};

/** Everything known of a person, to add them or to correct it. */
export function ContactForm({ fields, save, contact, lists = [], chosenList }: ContactFormProps) {
  const t = useTranslations("contacts.form");
  return (
    <ActionForm action={save} done={false} className="grid max-w-text gap-4">
      {contact && <input type="hidden" name="contactId" value={contact.id} />}
      <Card padded>
        <div className="grid gap-4">
          <Field name="email" label={t("email")} hint={contact && t("emailHint")}>
            <Input type="email" required maxLength={320} mono defaultValue={contact?.email ?? ""} autoComplete="off" />
          </Field>
          <Field name="name" label={t("name")} optional>
            <Input maxLength={200} defaultValue={contact?.name ?? ""} autoComplete="off" />
          </Field>
        </div>
      </Card>
      {fields.length > 0 && (
        <Card title={t("fields")} padded>
          <div className="grid gap-4 md:grid-cols-2">
            {fields.map((field) => (
              <FieldInput key={field.key} field={field} value={contact?.fields[field.key]} />
            ))}
          </div>
        </Card>
      )}
      {!contact && lists.length > 0 && (
        <Card title={t("lists")} padded>
          <div className="grid gap-2.5">
            {lists.map(({ id, name }) => (
              <Checkbox key={id} name="listIds[]" value={id} label={name} defaultChecked={id === chosenList} />
            ))}
          </div>
        </Card>
      )}
      {!contact && (
        <Card title={t("consent")} note={t("consentNote")} padded>
          <div className="grid gap-4">
            <ConsentFields />
          </div>
        </Card>
      )}
      <SubmitButton className="justify-self-start">{contact ? t("save") : t("add")}</SubmitButton>
    </ActionForm>
  );
}
