import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";

/** Stands over every page of a suspended account: what that means, why, and whom to ask. */
export function SuspendedNotice({ reason, support }: { reason: string; support: string }) {
  const t = useTranslations("shell.suspended");
  return (
    <div className="mx-auto w-full max-w-page px-4 pt-4 md:px-8">
      <Notice tone="danger" live={false} title={t("title")}>
        <p className="wrap-anywhere">{t("why", { reason })}</p>
        <p>{t("ask", { support })}</p>
      </Notice>
    </div>
  );
}
