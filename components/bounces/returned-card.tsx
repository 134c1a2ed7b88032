import { useFormatter, useTranslations } from "next-intl";
import { Card, CardRow } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { BounceRow } from "@/lib/bounces/schema";
import { paths } from "@/lib/web/paths";
import { ClassBadge } from "./class-badge";

/** What came back from one contact, newest first. */
export function ReturnedCard({ bounces }: { bounces: readonly BounceRow[] }) {
  const t = useTranslations("bounces");
  const { dateTime } = useFormatter();
  return (
    <Card title={t("contactCard.title")} note={bounces.length > 0 ? t("contactCard.note") : undefined}>
      {bounces.length === 0 && <p className="border-t border-line px-4 py-3 text-ink-2">{t("contactCard.none")}</p>}
      {bounces.map(({ id, class: named, hard, undoneAt, reason, campaign, at }) => (
        <CardRow key={id}>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <ClassBadge named={named} hard={hard} undone={undoneAt !== null} />
            <Link href={paths.bounce(id)} className="link">
              {t(`reasons.${reason}`)}
            </Link>
          </p>
          <p className="text-12 text-ink-3">
            <time dateTime={at.toISOString()}>{dateTime(at, "dayTime")}</time> · {campaign ?? t("noCampaign")}
          </p>
        </CardRow>
      ))}
    </Card>
  );
}
