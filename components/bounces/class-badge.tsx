import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { InboundClass } from "@/lib/bounces/schema";

/** What came back, in a word. */
export function ClassBadge({ named, hard, undone }: { named: InboundClass; hard: boolean; undone: boolean }) {
  const t = useTranslations("bounces");
  const tone = named === "complaint" ? "complained" : hard ? "bounced" : "plain";
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={tone}>{t(`classes.${named}`)}</Badge>
      {undone && <Badge tone="ok">{t("undone")}</Badge>}
    </span>
  );
}
