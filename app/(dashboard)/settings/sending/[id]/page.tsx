import { getTranslations } from "next-intl/server";
import { DomainActs } from "@/components/senders/domain-acts";
import { DomainRecords } from "@/components/senders/domain-records";
import { LiveCheck } from "@/components/senders/live-check";
import { WarmUpCard } from "@/components/senders/warm-up-card";
import { DomainStateBadge } from "@/components/senders/standing-badge";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { getDomain } from "@/lib/senders";
import { isCheckWaiting } from "@/lib/senders/schema";
import { idOf } from "@/lib/web/id-params";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { look, remove, rotate, warmUp } from "@/app/(dashboard)/settings/sending/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("senders"))("title") };
}

export default async function DomainPage({ params }: { params: Promise<{ id: string }> }) {
  const id = await idOf(params);
  const [domain, t] = await Promise.all([
    inTenant("administration", (tenant) => getDomain(tenant, id)),
    getTranslations("senders"),
  ]);
  const isDoubted = domain.state === "verified" && domain.doubtedAt !== null;
  const isWell = domain.report?.records.every(({ standing }) => standing === "good") ?? false;
  return (
    <div className="grid gap-4">
      <Breadcrumb places={[{ label: t("title"), href: paths.sending() }, { label: domain.domain }]} />
      <header>
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h2 className="text-16 font-bold wrap-anywhere">{domain.domain}</h2>
          <DomainStateBadge state={domain.state} />
        </div>
        <p className="mt-1 text-ink-2">{t(`domain.lead.${isDoubted ? "doubted" : domain.state}`)}</p>
      </header>
      <LiveCheck
        domainId={id}
        start={{ checkedAt: domain.checkedAt?.toISOString() ?? null, isWaiting: isCheckWaiting(domain) }}
        isWell={isWell}
        look={look}
      />
      <DomainRecords domain={domain} />
      <WarmUpCard domain={domain} now={new Date()} action={warmUp} />
      <DomainActs domain={domain} actions={{ look, rotate, remove }} />
    </div>
  );
}
