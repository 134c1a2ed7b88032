"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import type { FormAction } from "@/lib/web/action-state";

type ListWords = { name: string; company: string; description: string; address: string; phone: string; site: string };

/** What a list says of itself: its name here, and the rest in every mail to it. */
export function ListForm({ list, id, save }: { list?: ListWords; id?: string; save: FormAction }) {
  const t = useTranslations("lists.form");
  return (
    <ActionForm action={save} done={false} className="grid max-w-text gap-4">
      {id && <input type="hidden" name="listId" value={id} />}
      <Card padded>
        <div className="grid gap-4">
          <Field name="name" label={t("name")} hint={t("nameHint")}>
            <Input required maxLength={120} defaultValue={list?.name ?? ""} autoComplete="off" />
          </Field>
          <Field name="description" label={t("description")} hint={t("descriptionHint")} optional>
            <Textarea maxLength={1000} defaultValue={list?.description ?? ""} />
          </Field>
        </div>
      </Card>
      <Card title={t("sender")} note={t("senderNote")} padded>
        <div className="grid gap-4 md:grid-cols-2">
          <Field name="company" label={t("company")} optional>
            <Input maxLength={120} defaultValue={list?.company ?? ""} autoComplete="organization" />
          </Field>
          <Field name="phone" label={t("phone")} optional>
            <Input type="tel" maxLength={40} defaultValue={list?.phone ?? ""} autoComplete="tel" />
          </Field>
          <Field name="address" label={t("address")} hint={t("addressHint")} optional className="md:col-span-2">
            <Textarea rows={2} maxLength={400} defaultValue={list?.address ?? ""} autoComplete="street-address" />
          </Field>
          <Field name="site" label={t("site")} optional className="md:col-span-2">
            <Input type="url" maxLength={400} defaultValue={list?.site ?? ""} placeholder="https://example.com" />
          </Field>
        </div>
      </Card>
      <SubmitButton className="justify-self-start">{id ? t("save") : t("create")}</SubmitButton>
    </ActionForm>
  );
}
