import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import type { Finding, Place, Severity } from "@/lib/campaigns/schema";
import { paths } from "@/lib/web/paths";

const marks = {
  error: { Icon: CircleAlert, ink: "text-bad" },
  warning: { Icon: TriangleAlert, ink: "text-warn" },
  info: { Icon: Info, ink: "text-ink-2" },
} as const;

/** What was found before sending: errors stop it, warnings ask, each with the way to its place. */
export function FindingsList({ campaignId, findings }: { campaignId: string; findings: readonly Finding[] }) {
  const t = useTranslations("campaigns.check");
  const count = (severity: Severity) => findings.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  return (
    <Card
      title={t("findings")}
      actions={
        <>
          {errors > 0 && <Badge tone="bad">{t("errors", { count: errors })}</Badge>}
          {warnings > 0 && <Badge tone="warn">{t("warnings", { count: warnings })}</Badge>}
          {findings.length === 0 && <Badge tone="ok">{t("clear")}</Badge>}
        </>
      }
    >
      {findings.length === 0 ? (
        <p className="flex items-center gap-3 border-t border-line px-4 py-3 text-ink-2">
          <CircleCheck aria-hidden className="text-ok" />
          {t("clearText")}
        </p>
      ) : (
        <ul>
          {findings.map((finding) => (
            <FindingRow key={`${finding.code} ${finding.where} ${finding.about}`} {...{ campaignId, finding }} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function FindingRow({ campaignId, finding }: { campaignId: string; finding: Finding }) {
  const t = useTranslations("campaigns");
  const format = useFormatter();
  const { severity, code, where, about = "" } = finding;
  const { Icon, ink } = marks[severity];
  const kilobytes = format.number(Number(about) / 1000 || 0, { maximumFractionDigits: 1 });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4 py-2.5">
      <Icon aria-hidden className={ink} />
      <div className="min-w-0 flex-1 basis-40">
        <p className="font-strong">
          <span className="sr-only">{t(`check.severity.${severity}`)}: </span>
          {t(`findings.${code}.title`)}
        </p>
        <p className="text-12 wrap-anywhere text-ink-2">
          {t(`findings.${code}.text`, { about, kilobytes })} {where !== "audience" && t(`check.places.${where}`)}
        </p>
      </div>
      <LinkButton
        size="small"
        href={goTo(campaignId, where)}
        aria-label={`${t("check.goTo")}: ${t(`findings.${code}.title`)}`}
      >
        {t("check.goTo")}
      </LinkButton>
    </li>
  );
}

function goTo(campaignId: string, where: Place): string {
  if (where === "address") return paths.accountSettings();
  if (where === "audience") return paths.contacts();
  return `${paths.campaign(campaignId)}?at=${where}`;
}
