"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";

/** Name an address that is never to be mailed. */
export function SuppressForm({ suppress }: { suppress: FormAction }) {
  const t = useTranslations("contacts.suppressed");
  const [made, setMade] = useState(0);
  return (
    <Card title={t("new")} padded>
      <ActionForm
        action={suppress}
        done={t("added")}
        onDone={() => setMade((count) => count + 1)}
        className="grid gap-4"
      >
        <Field name="email" label={t("address")}>
          <Input key={made} type="email" required mono maxLength={320} autoComplete="off" />
        </Field>
        <Field name="note" label={t("noteLabel")} optional>
          <Input key={made} maxLength={200} autoComplete="off" />
        </Field>
        <SubmitButton className="justify-self-start">{t("add")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
