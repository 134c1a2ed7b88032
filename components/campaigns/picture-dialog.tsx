"use client";
import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isPictureAddress, pictureWidths } from "@/lib/campaigns/schema";
import { linkAddress } from "./link-address";
import type { Picture } from "./picture-node";

type PictureDialogProps = {
  start: Picture | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (picture: Picture) => void;
};

/** Which picture stands there, what it says to those who do not see it, how wide it is and where it leads. */
export function PictureDialog(props: PictureDialogProps) {
  const t = useTranslations("campaigns.picture");
  return (
    <Dialog title={t("title")} description={t("text")} open={props.open} onOpenChange={props.onOpenChange}>
      <PictureForm {...props} />
    </Dialog>
  );
}

type Typed = { src: string; alt: string; width: string; href: string };
type Wrong = Partial<Record<keyof Typed, boolean>>;

function PictureForm({ start, onOpenChange, onChoose }: PictureDialogProps) {
  const t = useTranslations("campaigns.picture");
  const [typed, setTyped] = useState<Typed>(typedOf(start));
  const [wrong, setWrong] = useState<Wrong>({});
  const input = (name: keyof Typed, maxLength: number) => ({
    value: typed[name],
    maxLength,
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found = wrongIn(typed);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    onOpenChange(false);
    onChoose(pictureOf(typed));
  };
  return (
    <form onSubmit={send} noValidate className="grid gap-4" aria-label={t("title")}>
      <Field name="src" label={t("src")} hint={t("srcHint")} error={wrong.src ? t("srcWrong") : undefined}>
        <Input mono {...input("src", 2_000)} />
      </Field>
      <Field name="alt" label={t("alt")} hint={t("altHint")}>
        <Input {...input("alt", 500)} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_7rem]">
        <Field name="href" label={t("href")} optional error={wrong.href ? t("hrefWrong") : undefined}>
          <Input mono {...input("href", 2_000)} />
        </Field>
        <Field
          name="width"
          label={t("width")}
          optional
          error={wrong.width ? t("widthWrong", pictureWidths) : undefined}
        >
          <Input inputMode="numeric" className="figures" {...input("width", 4)} />
        </Field>
      </div>
      <DialogActions>
        <Button type="submit" look="primary">
          {t("set")}
        </Button>
      </DialogActions>
    </form>
  );
}

function typedOf(picture: Picture | null): Typed {
  const { src = "", alt = "", width = null, href = null } = picture ?? {};
  return { src, alt, width: width === null ? "" : String(width), href: href ?? "" };
}

function wrongIn({ src, width, href }: Typed): Wrong {
  const px = Number(width);
  const fits = width.trim() === "" || (Number.isInteger(px) && px >= pictureWidths.least && px <= pictureWidths.most);
  return {
    ...(isPictureAddress(src.trim()) ? {} : { src: true }),
    ...(fits ? {} : { width: true }),
    ...(href.trim() === "" || linkAddress(href) ? {} : { href: true }),
  };
}

function pictureOf({ src, alt, width, href }: Typed): Picture {
  return { src: src.trim(), alt: alt.trim(), width: Number(width) || null, href: linkAddress(href) };
}
