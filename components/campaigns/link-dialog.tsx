"use client";
import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { linkAddress } from "./link-address";

type LinkDialogProps = {
  start: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** An empty address takes the link away. */
  onChoose: (href: string) => void;
};

/** Where a link leads: the web or a mailbox. */
export function LinkDialog(props: LinkDialogProps) {
  const t = useTranslations("campaigns.link");
  return (
    <Dialog title={t("title")} open={props.open} onOpenChange={props.onOpenChange}>
      <LinkForm {...props} />
    </Dialog>
  );
}

function LinkForm({ start, onOpenChange, onChoose }: LinkDialogProps) {
  const t = useTranslations("campaigns.link");
  const [href, setHref] = useState(start);
  const [wrong, setWrong] = useState(false);
  const choose = (chosen: string) => {
    onOpenChange(false);
    onChoose(chosen);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const whole = linkAddress(href);
    if (whole === null) setWrong(true);
    else choose(whole);
  };
  return (
    <form onSubmit={send} noValidate className="grid gap-4" aria-label={t("title")}>
      <Field name="href" label={t("address")} hint={t("hint")} error={wrong ? t("wrong") : undefined}>
        <Input
          mono
          autoComplete="url"
          maxLength={2000}
          value={href}
          onChange={(event) => setHref(event.target.value)}
        />
      </Field>
      <DialogActions>
        {start && (
          <Button look="danger" onClick={() => choose("")}>
            {t("remove")}
          </Button>
        )}
        <Button type="submit" look="primary">
          {t("set")}
        </Button>
      </DialogActions>
    </form>
  );
}
