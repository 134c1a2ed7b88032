import { useFormatter, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { FormAction } from "@/lib/web/action-state";

type OpenSession = {
  id: string;
  kind: string;
  browser: string | null;
  system: string | null;
  network: string;
  seenAt: Date;
};

type SessionsCardProps = {
  sessions: readonly OpenSession[];
  here: string;
  now: Date;
  end: FormAction;
  endOthers: FormAction;
};

/** Where a person is signed in, with a way to end each and all others. */
export function SessionsCard({ sessions, here, now, end, endOthers }: SessionsCardProps) {
  const t = useTranslations("accounts.security");
  const all =
    sessions.length > 1 ? (
      <ActionForm action={endOthers} done={false} className="contents">
        <SubmitButton look="secondary" size="small">
          {t("endOthers")}
        </SubmitButton>
      </ActionForm>
    ) : undefined;
  return (
    <Card title={t("sessions")} actions={all}>
      <Table label={t("sessionsLabel")}>
        <TableHead>
          <HeadCell>{t("device")}</HeadCell>
          <HeadCell>{t("network")}</HeadCell>
          <HeadCell>{t("seen")}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t("end")}</span>
          </HeadCell>
        </TableHead>
        <TableBody>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} isHere={session.id === here} now={now} end={end} />
          ))}
        </TableBody>
      </Table>
      <p className="border-t border-line px-4 py-2.5 text-12 text-ink-3">{t("networkNote")}</p>
    </Card>
  );
}

type SessionRowProps = { session: OpenSession; isHere: boolean; now: Date; end: FormAction };

function SessionRow({ session, isHere, now, end }: SessionRowProps) {
  const t = useTranslations("accounts.security");
  const format = useFormatter();
  const { id, kind, browser, system, network, seenAt } = session;
  const device = browser && system ? t("agentOn", { browser, system }) : (browser ?? system ?? t("unknownAgent"));
  return (
    <Row>
      <RowName>
        <span className="flex flex-wrap items-center gap-2">
          {device}
          {isHere && <Badge tone="ok">{t("here")}</Badge>}
          {kind === "staff" && <Badge tone="plain">{t("staff")}</Badge>}
        </span>
      </RowName>
      <Cell label={t("network")}>
        <span className="font-mono text-12">{network || t("unknownNetwork")}</span>
      </Cell>
      <Cell label={t("seen")} className="md:whitespace-nowrap">
        {format.relativeTime(seenAt, now)}
      </Cell>
      <Cell acts>
        {!isHere && (
          <ActionForm action={end} done={false} className="contents">
            <input type="hidden" name="sessionId" value={id} />
            <SubmitButton look="secondary" size="small" aria-label={t("endOne", { device })}>
              {t("end")}
            </SubmitButton>
          </ActionForm>
        )}
      </Cell>
    </Row>
  );
}
