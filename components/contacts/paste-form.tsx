"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useRefusal } from "@/components/ui/use-refusal";
import { paths } from "@/lib/web/paths";
import { sendForm } from "./send-form";

/** Hand over people as pasted text: addresses, names with addresses, or a copied table. */
export function PasteForm({ list }: { list?: string | undefined }) {
  const t = useTranslations("imports.paste");
  const refusal = useRefusal();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<string>();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const answer = await sendForm(event.currentTarget, () => {});
    if ("address" in answer) return router.push(answer.address);
    setBusy(false);
    setReason(answer.reason);
  };
  return (
    <form
      action={paths.importUpload()}
      method="post"
      encType="multipart/form-data"
      onSubmit={submit}
      className="grid gap-3"
    >
      {list && <input type="hidden" name="list" value={list} />}
      <Field name="text" label={t("label")} hint={t("hint")} error={reason && refusal(reason)}>
        <Textarea required rows={6} mono spellCheck={false} />
      </Field>
      <Button type="submit" busy={busy} className="justify-self-start">
        {t("send")}
      </Button>
    </form>
  );
}
