import { Download } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { buttonLook } from "@/components/ui/button-look";
import { Card, CardRow } from "@/components/ui/card";
import type { Sending } from "@/lib/reports/schema";
import { paths } from "@/lib/web/paths";

const endings = ["accepted", "failed", "suppressed", "expired", "cancelled"] as const;

/** The sums of a sending one under the other, and the file that proves them. */
export function ProofCard({ sending }: { sending: Sending }) {
  const t = useTranslations("sending.proof");
  const { number } = useFormatter();
  const open = sending.waiting + sending.deferred + sending.inFlight;
  return (
    <Card
      title={t("title")}
      actions={
        <a href={paths.campaignProof(sending.id)} download className={buttonLook("secondary", "small")}>
          <Download aria-hidden />
          {t("download")}
        </a>
      }
    >
      {endings.map((state) => (
        <CardRow key={state} value={<span className="figures">{number(sending[state])}</span>}>
          {t(state)}
        </CardRow>
      ))}
      {open > 0 && <CardRow value={<span className="figures">{number(open)}</span>}>{t("open")}</CardRow>}
      <CardRow value={<span className="figures font-strong text-ink">{number(sending.audience)}</span>}>
        <span className="font-strong">{t("audience")}</span>
      </CardRow>
      <p className="border-t border-line px-4 py-3 text-12 text-ink-2">{t("unanswered", { n: sending.unanswered })}</p>
    </Card>
  );
}
