"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

/** A field that a mail can name, and its words. */
export type MergeField = { key: string; label: string };
export type MergeChoice = { field: string; fallback: string };

type MergeDialogProps = {
  fields: readonly MergeField[];
  start: MergeChoice;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (choice: MergeChoice) => void;
};

/** Which field stands there, and what is read where a contact has none. */
export function MergeDialog(props: MergeDialogProps) {
  const t = useTranslations("campaigns.merge");
  return (
    <Dialog title={t("title")} description={t("text")} open={props.open} onOpenChange={props.onOpenChange}>
      <MergeForm {...props} />
    </Dialog>
  );
}

function MergeForm({ fields, start, onOpenChange, onChoose }: MergeDialogProps) {
  const t = useTranslations("campaigns.merge");
  const [choice, setChoice] = useState(start);
  const send = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    onOpenChange(false);
    onChoose({ ...choice, fallback: choice.fallback.trim() });
  };
  return (
    <form onSubmit={send} className="grid gap-4" aria-label={t("title")}>
      <Field name="field" label={t("field")}>
        <Select
          value={choice.field}
          onChange={(event) => setChoice({ ...choice, field: event.target.value })}
          options={fields.map(({ key, label }) => ({ value: key, label }))}
        />
      </Field>
      <Field name="fallback" label={t("fallback")} hint={t("fallbackHint")}>
        <Input
          maxLength={200}
          autoComplete="off"
          value={choice.fallback}
          onChange={(event) => setChoice({ ...choice, fallback: event.target.value })}
        />
      </Field>
      <DialogActions>
        <Button type="submit" look="primary">
          {t("insert")}
        </Button>
      </DialogActions>
    </form>
  );
}
