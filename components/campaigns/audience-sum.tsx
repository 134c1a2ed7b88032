import { Minus } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Link } from "@/components/ui/link";
import { Exclusion, type Audience } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";

type AudienceSumProps = { campaignId: string; audience: Audience | null; list: { id: string; name: string } | null };

/** Who will get it: everyone on the list, less each reason not to write to someone, is the number that leaves. */
export function AudienceSum({ campaignId, audience, list }: AudienceSumProps) {
  const t = useTranslations("campaigns.audience");
  if (!audience || !list)
    return (
      <Card title={t("title")} padded>
        <p className="mb-3 text-ink-2">{t("none")}</p>
        <LinkButton href={paths.campaign(campaignId)}>{t("choose")}</LinkButton>
      </Card>
    );
  const out = Exclusion.options.filter((reason) => audience.excluded[reason] > 0);
  return (
    <Card title={t("title")} note={t("counted")}>
      <dl>
        <Line name={t("onList")} about={list.name} n={audience.total} href={contactsOf(list.id)} />
        {out.map((reason) => (
          <Line
            key={reason}
            minus
            name={t(`reasons.${reason}.name`)}
            about={t(`reasons.${reason}.why`)}
            n={audience.excluded[reason]}
            href={contactsOf(list.id, reason)}
          />
        ))}
        <Total n={audience.receives} />
      </dl>
    </Card>
  );
}

type LineProps = { name: string; about: string; n: number; href: string; minus?: boolean };

function Line({ name, about, n, href, minus }: LineProps) {
  const t = useTranslations("campaigns.audience");
  const format = useFormatter();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-baseline gap-x-2 border-t border-line px-4 py-2">
      <dt className="relative pl-6">
        {minus && <Minus aria-label={t("less")} className="absolute top-0.75 left-0 size-3.5! text-ink-3" />}
        <span className="font-strong">{name}</span> <span className="text-ink-2">{about}</span>
      </dt>
      <dd className="figures text-14">{format.number(n)}</dd>
      <dd className="w-14 text-right">
        <Link href={href} className="link text-12" aria-label={t("openOf", { name })}>
          {t("open")}
        </Link>
      </dd>
    </div>
  );
}

function Total({ n }: { n: number }) {
  const t = useTranslations("campaigns.audience");
  const format = useFormatter();
  return (
    <div className="mx-4 flex items-baseline justify-between gap-4 border-t border-ink py-3.5">
      <dt className="text-16 font-strong">{t("receives", { count: n })}</dt>
      <dd className="figures text-26">{format.number(n)}</dd>
    </div>
  );
}

function contactsOf(list: string, status?: string): string {
  return `${paths.contacts()}?${new URLSearchParams({ list, ...(status ? { status } : {}) }).toString()}`;
}
