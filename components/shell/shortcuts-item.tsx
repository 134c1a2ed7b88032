"use client";
import { Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { openShortcuts } from "./shortcuts";

/** Opens the list of keys from the account's list. */
export function ShortcutsItem({ className }: { className: string }) {
  const t = useTranslations("shell.shortcuts");
  const show = (event: MouseEvent<HTMLElement>) => {
    event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
    window.dispatchEvent(new Event(openShortcuts));
  };
  return (
    <button type="button" className={className} onClick={show}>
      <Keyboard aria-hidden />
      {t("title")}
    </button>
  );
}
