"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { FieldKind } from "@/lib/contacts/schema";
import type { FormAction } from "@/lib/web/action-state";

/** Add a field of the account's own. Emptied once it is added, ready for the next. */
export function NewFieldForm({ add }: { add: FormAction }) {
  const t = useTranslations("contacts.fields");
  const kinds = useTranslations("contacts.fieldKind");
  const [made, setMade] = useState(0);
  return (
    <Card title={t("new")} padded>
      <ActionForm action={add} done={t("added")} onDone={() => setMade((count) => count + 1)} className="grid gap-4">
        <Field name="label" label={t("label")} hint={t("labelHint")}>
          <Input key={made} required maxLength={80} autoComplete="off" />
        </Field>
        <Field name="kind" label={t("kind")} hint={t("kindHint")}>
          <Select options={FieldKind.options.map((kind) => ({ value: kind, label: kinds(kind) }))} />
        </Field>
        <SubmitButton className="justify-self-start">{t("add")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
