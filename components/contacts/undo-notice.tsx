import { RotateCcw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Confirm } from "@/components/ui/confirm";
import { Notice } from "@/components/ui/notice";
import type { FormAction } from "@/lib/web/action-state";

/** Until when an import can be taken back, and the way to do it. */
export function UndoNotice({ id, until, undo }: { id: string; until: Date; undo: FormAction }) {
  const t = useTranslations("imports.undo");
  const { dateTime } = useFormatter();
  return (
    <Notice icon={<RotateCcw aria-hidden />} title={t("until", { date: dateTime(until, "day") })}>
      <p className="mb-2.5">{t("text")}</p>
      <Confirm
        trigger={t("trigger")}
        size="small"
        title={t("title")}
        description={t("text")}
        confirm={t("trigger")}
        action={undo}
        values={{ importId: id }}
        danger
      />
    </Notice>
  );
}
