import { useFormatter, useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import type { Sending } from "@/lib/reports/schema";
import { paths } from "@/lib/web/paths";

/** How a sending stands in a sentence, always in the same place: held, running, paused and why, or who did not get it. */
export function SendingStanding({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { dateTime } = useFormatter();
  const { status, pausedReason, inFlight, startsAt, rest } = sending;
  if (pausedReason === "late")
    return <Notice tone="warn">{t("late", { at: startsAt ? dateTime(startsAt, "dayTime") : "" })}</Notice>;
  if (status === "scheduled") return <Notice>{t("held")}</Notice>;
  if (status === "sending") return <Notice title={t("promiseTitle")}>{t("promise")}</Notice>;
  if (status === "paused") {
    const reason = pausedReason ?? "by_member";
    const why = t.has(`paused.${reason}`) ? t(`paused.${reason}`) : t("paused.by_member");
    return (
      <Notice tone="warn" title={inFlight > 0 ? t("inAir", { n: inFlight }) : t("nothingInAir")}>
        {why}
      </Notice>
    );
  }
  if (rest === 0) return <Notice tone="success" live={false} title={t("everyone")} />;
  return (
    <Notice
      title={t("missed", { n: rest })}
      actions={
        <Link href={`${paths.campaignReport(sending.id)}?show=missed#recipients`} className="link">
          {t("seeWho")}
        </Link>
      }
    />
  );
}
