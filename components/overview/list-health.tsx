import { CircleAlert, CircleCheck, Clock } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card, CardRow } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import type { ListHealth as Health } from "@/lib/reports/schema";
import { paths } from "@/lib/web/paths";

const rows = [
  { name: "awaiting", status: "awaiting" },
  { name: "underReview", status: "under_review" },
  { name: "softBounced", status: "soft_bounced" },
  { name: "invalid", status: "invalid" },
  { name: "unsubscribed", status: "unsubscribed" },
  { name: "suppressed", status: "suppressed" },
] as const;

/** How the contacts stand: who can be reached, who cannot and why. */
export function ListHealth({ health, mayOpen }: { health: Health; mayOpen: boolean }) {
  const t = useTranslations("overview.health");
  const { number } = useFormatter();
  const share = health.total > 0 ? health.reachable / health.total : 0;
  if (health.total === 0) return <NoContacts mayImport={mayOpen} />;
  const toDo = health.underReview > 0 || health.softBounced > health.total * 0.02;
  return (
    <Card
      title={t("title")}
      actions={toDo ? <Badge tone="warn">{t("look")}</Badge> : <Badge tone="ok">{t("good")}</Badge>}
    >
      <div className="border-t border-line px-4 py-3.5">
        <p className="text-26 font-medium">
          {number(health.reachable)}
          <span className="ml-1.5 text-13 font-normal tracking-normal text-ink-3">
            {t("reachable", { total: number(health.total) })}
          </span>
        </p>
        <p className="text-12 text-ink-2">{t("share", { share: number(share, "share") })}</p>
      </div>
      {rows.map(({ name, status }) => (
        <CardRow
          key={name}
          icon={health[name] === 0 ? <Fine /> : marks[name]}
          value={
            mayOpen && health[name] > 0 ? (
              <Link href={`${paths.contacts()}?status=${status}`} className="link">
                {number(health[name])}
              </Link>
            ) : (
              number(health[name])
            )
          }
        >
          {t(name)}
        </CardRow>
      ))}
    </Card>
  );
}

const waiting = <Clock aria-hidden className="text-ink-3" />;
const trouble = <CircleAlert aria-hidden className="text-warn" />;
const settled = <CircleCheck aria-hidden className="text-ink-3" />;

const marks: Record<(typeof rows)[number]["name"], ReactNode> = {
  awaiting: waiting,
  underReview: trouble,
  softBounced: trouble,
  invalid: settled,
  unsubscribed: settled,
  suppressed: settled,
};

function NoContacts({ mayImport }: { mayImport: boolean }) {
  const t = useTranslations("overview.health");
  return (
    <Card>
      <EmptyState
        plain
        title={t("emptyTitle")}
        action={mayImport && <LinkButton href={paths.imports()}>{t("import")}</LinkButton>}
      >
        {t("emptyText")}
      </EmptyState>
    </Card>
  );
}

function Fine() {
  return <CircleCheck aria-hidden className="text-ok" />;
}
