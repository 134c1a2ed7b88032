"use client";
import { Cloud, CloudAlert, CloudUpload } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/web/paths";
import type { SaveState } from "./draft-keeper";

/** "Saved 12:03", spoken too, without moving the focus. */
export function SaveStatus({ state }: { state: SaveState }) {
  const t = useTranslations("campaigns.save");
  const format = useFormatter();
  const at = state.at && format.dateTime(state.at, { hour: "2-digit", minute: "2-digit" });
  const words =
    state.kind === "saved"
      ? at
        ? t("savedAt", { at })
        : t("saved")
      : state.kind === "saving" || state.kind === "waiting"
        ? t("saving")
        : t("notSaved");
  const Icon = state.kind === "saved" ? Cloud : words === t("notSaved") ? CloudAlert : CloudUpload;
  return (
    <output aria-live="polite" className="flex items-center gap-1.5 text-12 text-ink-2">
      <Icon aria-hidden className="size-3.5!" />
      {words}
    </output>
  );
}

type SaveNoticeProps = { state: SaveState; retry: () => void; keep: () => void };

/** What to do about a save that did not work. Whatever was typed stays where it is. */
export function SaveNotice({ state, retry, keep }: SaveNoticeProps) {
  const t = useTranslations("campaigns.save");
  switch (state.kind) {
    case "failed":
      return (
        <Notice tone="danger" title={t("failed.title")} actions={<Button onClick={retry}>{t("failed.again")}</Button>}>
          {t("failed.text")}
        </Notice>
      );
    case "signedOut":
      return (
        <Notice
          tone="danger"
          title={t("signedOut.title")}
          actions={
            <a href={paths.signIn()} target="_blank" rel="noreferrer" className={buttonLook()}>
              {t("signedOut.act")}
            </a>
          }
        >
          {t("signedOut.text")}
        </Notice>
      );
    case "conflict":
      return (
        <Notice
          tone="danger"
          title={t("conflict.title")}
          actions={
            <div className="grid gap-2">
              <Button onClick={keep}>{t("conflict.keep")}</Button>
              <Button onClick={() => window.location.reload()}>{t("conflict.load")}</Button>
            </div>
          }
        >
          {t("conflict.text")}
        </Notice>
      );
    case "closed":
      return (
        <Notice tone="danger" title={t("closed.title")} actions={<Button onClick={keep}>{t("conflict.keep")}</Button>}>
          {t("closed.text")}
        </Notice>
      );
    case "refused":
      return (
        <Notice tone="danger" title={t("refused.title")}>
          {t("refused.text")}
        </Notice>
      );
    default:
      return null;
  }
}
