"use client";
import { useTranslations } from "next-intl";
import { Button } from "./button";

export type FailureProps = { error: Error & { digest?: string }; reset: () => void };

/** A page that could not be shown: nothing is lost, how to go on, and a number to quote. */
export function Failure({ error, reset }: FailureProps) {
  const t = useTranslations("ui.failure");
  return (
    <div className="mx-auto grid max-w-form content-center gap-1 px-5 py-16">
      <h1 className="text-20 font-bold">{t("title")}</h1>
      <p className="text-ink-2">{t("text")}</p>
      {error.digest && (
        <p className="mt-2 text-ink-2">
          {t("number")} <code className="font-mono text-12">{error.digest}</code>
        </p>
      )}
      <div className="mt-4">
        <Button look="primary" onClick={reset}>
          {t("again")}
        </Button>
      </div>
    </div>
  );
}
