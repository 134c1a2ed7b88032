import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card, CardRow } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { FromCheck } from "@/lib/senders/schema";
import { paths } from "@/lib/web/paths";
import { DomainStateBadge, StandingBadge } from "./standing-badge";

/** How the sender of a campaign stands: the address, its domain, and the domain's records. */
export function FromCard({
  address,
  check,
  mayAdminister,
}: {
  address: string;
  check: FromCheck;
  mayAdminister: boolean;
}) {
  const t = useTranslations("senders.from");
  const names = useTranslations("senders.records");
  const { isConfirmed, isStrict, domain, records } = check;
  const lacking = isStrict ? (
    <CircleAlert aria-hidden className="text-bad" />
  ) : (
    <TriangleAlert aria-hidden className="text-warn" />
  );
  const mark = (isWell: boolean) => (isWell ? <CircleCheck aria-hidden className="text-ok" /> : lacking);
  return (
    <Card
      title={t("title")}
      actions={
        mayAdminister && (
          <Link href={domain ? paths.sendingDomain(domain.id) : paths.sending()} className="link text-12">
            {t("setUp")}
          </Link>
        )
      }
    >
      <CardRow icon={mark(isConfirmed)} value={t(isConfirmed ? "confirmed" : "unconfirmed")}>
        <span className="font-mono wrap-anywhere">{address}</span>
      </CardRow>
      <CardRow
        icon={mark(domain?.state === "verified")}
        value={domain ? <DomainStateBadge state={domain.state} /> : t("noDomain")}
      >
        <span className="font-mono wrap-anywhere">{domain?.domain ?? address.slice(address.lastIndexOf("@") + 1)}</span>
      </CardRow>
      {records.map(({ record, standing }) => (
        <CardRow key={record} icon={<span className="w-4 shrink-0" />} value={<StandingBadge standing={standing} />}>
          {names(`${record}.name`)}
        </CardRow>
      ))}
      {!isStrict && !(isConfirmed && domain?.state === "verified") && (
        <p className="border-t border-line px-4 py-2.5 text-12 text-ink-2">{t(check.leaves ? "allowed" : "sandbox")}</p>
      )}
    </Card>
  );
}
