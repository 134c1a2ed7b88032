import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";

/** Says on every page that mail stays on this machine, and where to read it. */
export function SandboxStrip({ mailbox }: { mailbox: string }) {
  const t = useTranslations("shell.sandbox");
  return (
    <aside
      aria-label={t("label")}
      data-print="hide"
      className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-0.5 border-b border-line bg-picked px-4 py-1 text-12 text-ink-2 md:px-8"
    >
      <FlaskConical aria-hidden className="size-3.5! max-md:hidden" />
      <span>{t("text")}</span>
      <a href={mailbox} target="_blank" rel="noopener" className="link font-medium text-ink">
        {t("open")}
      </a>
    </aside>
  );
}
