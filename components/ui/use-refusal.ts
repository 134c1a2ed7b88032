"use client";
import { useTranslations } from "next-intl";

/** The words for a reason of refusal; a reason without words falls back on a general sentence. */
export function useRefusal() {
  const t = useTranslations("errors");
  return (reason: string) => (t.has(reason) ? t(reason) : t("unknown"));
}
