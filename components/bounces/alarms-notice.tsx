import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import type { SendingAlarm } from "@/lib/inbound/schema";
import { paths } from "@/lib/web/paths";

/** Thresholds that are crossed and not yet looked at: what was counted, what followed, the next step. */
export function AlarmsNotice({ alarms }: { alarms: readonly SendingAlarm[] }) {
  const t = useTranslations("bounces.alarms");
  const figures = useTranslations("bounces.watch");
  if (alarms.length === 0) return null;
  const has = (...levels: string[]) => alarms.some(({ level }) => levels.includes(level));
  const next = has("pause", "suspend") ? "next" : has("over") ? "nextOver" : "nextWarn";
  return (
    <Notice tone="warn" title={t("title")}>
      <ul className="my-1 grid gap-1">
        {alarms.map(({ id, measure, level, sent, counted, campaignId, campaign }) => (
          <li key={id}>
            <span className="font-medium text-ink">{t(`level.${level}`)}: </span>
            {campaignId && campaign ? (
              <Link href={paths.campaignSending(campaignId)} className="link">
                {campaign}
              </Link>
            ) : (
              t("account")
            )}
            . {figures(measure, { sent, counted, share: counted / sent })}
          </li>
        ))}
      </ul>
      <p>{t(next)}</p>
    </Notice>
  );
}
