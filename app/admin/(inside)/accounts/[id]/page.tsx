import { getFormatter, getTranslations } from "next-intl/server";
import { look, release, suspend, unsuspend } from "@/app/admin/actions";
import { Trail } from "@/components/audit/trail";
import { AlarmsCard } from "@/components/backoffice/alarms-card";
import { AccountFigures } from "@/components/backoffice/account-figures";
import { LookForm } from "@/components/backoffice/look-form";
import { PeopleCard } from "@/components/backoffice/people-card";
import { Suspension } from "@/components/backoffice/suspension";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { AuditQuery } from "@/lib/audit/schema";
import { getClient, lookAt, LOOK_MINUTES, readAlarms } from "@/lib/backoffice";
import { paths } from "@/lib/web/paths";
import { inBackoffice } from "@/lib/web/session";

type ClientPageProps = { params: Promise<{ id: string }>; searchParams: Promise<unknown> };

export default async function ClientPage({ params, searchParams }: ClientPageProps) {
  const { id } = await params;
  const { before } = AuditQuery.parse(await searchParams);
  const [t, states, format, { client, seen, alarms }] = await Promise.all([
    getTranslations("backoffice.account"),
    getTranslations("backoffice.accounts"),
    getFormatter(),
    inBackoffice(async (staff) => ({
      client: await getClient(staff, id),
      seen: await lookAt(staff, { accountId: id, before }),
      alarms: await readAlarms(staff, id),
    })),
  ]);
  return (
    <>
      <PageHeader
        title={client.name}
        badge={client.status === "suspended" && <Badge tone="bad">{states("suspended")}</Badge>}
        lead={t("lead", {
          date: format.dateTime(client.createdAt, "day"),
          members: client.members,
          zone: client.timeZone,
        })}
        actions={<Suspension account={client} suspend={suspend} unsuspend={unsuspend} />}
      />
      <div className="grid gap-4">
        {client.suspendedAt && (
          <Notice
            tone="warn"
            title={t("suspendedSince", { date: format.dateTime(client.suspendedAt, "dayTime") })}
            className="wrap-anywhere"
          >
            {client.suspendedReason}
          </Notice>
        )}
        <AccountFigures client={client} />
        <AlarmsCard accountId={id} alarms={alarms} release={release} />
        {!seen && <LookForm accountId={id} minutes={LOOK_MINUTES} look={look} />}
        {seen && (
          <>
            <Notice>{t("lookOpen", { time: format.dateTime(seen.until, "dayTime") })}</Notice>
            <PeopleCard members={seen.members} />
            <Card title={t("trail")}>
              <Trail lines={seen.trail.lines} />
              <Pager
                newer={before ? paths.clientAccount(id) : null}
                older={seen.trail.older ? paths.clientAccount(id, seen.trail.older) : null}
              />
            </Card>
          </>
        )}
      </div>
    </>
  );
}
