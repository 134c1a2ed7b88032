import { useFormatter, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { warmUpLimit, warmUpPlan, type DomainView } from "@/lib/senders/schema";
import type { FormAction } from "@/lib/web/action-state";

type WarmUpCardProps = { domain: DomainView; now: Date; action: FormAction };

/** Whether a new domain's mail grows day by day, and how far it is. */
export function WarmUpCard({ domain: { id, warmUpSince }, now, action }: WarmUpCardProps) {
  const t = useTranslations("senders.warmUp");
  const { number } = useFormatter();
  const limit = warmUpSince && warmUpLimit(warmUpSince, now);
  const [first, second, third] = warmUpPlan;
  const plan = { first: number(first), second: number(second), third: number(third), days: warmUpPlan.length };
  return (
    <Card title={t("title")}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3">
        <p className="min-w-0 flex-1 basis-60 text-ink-2">
          {!warmUpSince ? t("off", plan) : limit ? t("on", { limit: number(limit) }) : t("over")}
        </p>
        <ActionForm action={action} done={false} className="contents">
          <input type="hidden" name="domainId" value={id} />
          <input type="hidden" name="isOn" value={warmUpSince ? "off" : "on"} />
          <SubmitButton look="secondary">{t(warmUpSince ? "end" : "begin")}</SubmitButton>
        </ActionForm>
      </div>
    </Card>
  );
}
