import { useTranslations } from "next-intl";
import { Confirm } from "@/components/ui/confirm";
import type { FormAction } from "@/lib/web/action-state";

/** Forget a file from which nobody was imported. */
export function DiscardImport({ id, discard }: { id: string; discard: FormAction }) {
  const t = useTranslations("imports.discard");
  return (
    <Confirm
      trigger={t("trigger")}
      look="quiet"
      title={t("title")}
      description={t("text")}
      confirm={t("trigger")}
      action={discard}
      values={{ importId: id }}
    />
  );
}
