"use client";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Notice } from "@/components/ui/notice";

const never = () => () => {};

/** Says that signing in cannot work without a cookie: when the browser says it keeps none, or came back without the one it was given. */
export function CookiesOff({ refused }: { refused: boolean }) {
  const t = useTranslations("accounts.cookiesOff");
  const kept = useSyncExternalStore(
    never,
    () => navigator.cookieEnabled,
    () => true,
  );
  if (kept && !refused) return null;
  return (
    <Notice tone="warn" className="mb-5" title={t("title")}>
      {t("text")}
    </Notice>
  );
}
