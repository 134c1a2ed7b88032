"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ProofCard } from "@/components/deliveries/proof-card";
import { Resend } from "@/components/deliveries/resend";
import { Card } from "@/components/ui/card";
import { LiveRegion } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Progress } from "@/components/ui/progress";
import { Stat, Stats } from "@/components/ui/stat";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import type { Sending } from "@/lib/reports/schema";
import { paths } from "@/lib/web/paths";
import { DomainLanes } from "./domain-lanes";
import { SendingControls, type SendingActions } from "./sending-controls";
import { SendingLog } from "./sending-log";
import { SendingState } from "./sending-state";

type LiveSendingProps = { start: Sending; live: string; actions: SendingActions; mayAct: boolean; zone: string };

/** A sending as it stands, kept fresh while it moves. Without script it is a picture of the moment. */
export function LiveSending({ start, live, actions, mayAct, zone }: LiveSendingProps) {
  const [sending, isConnected] = useLive(start, live);
  const t = useTranslations("sending");
  const { number } = useFormatter();
  const done = sending.accepted + sending.failed + sending.suppressed + sending.expired + sending.cancelled;
  const isOver = sending.status === "sent" || sending.status === "cancelled";
  return (
    <>
      <PageHeader
        title={sending.name}
        lead={<Lead sending={sending} />}
        badge={<SendingState status={sending.status} />}
        actions={
          isOver ? (
            <>
              {mayAct && sending.rest > 0 && (
                <Resend campaignId={sending.id} n={sending.rest} action={actions.resend} />
              )}
              <LinkButton look="primary" href={paths.campaignReport(sending.id)}>
                {t("toReport")}
              </LinkButton>
            </>
          ) : (
            mayAct && <SendingControls sending={sending} actions={actions} zone={zone} />
          )
        }
      />
      <LiveRegion>{t(`spoken.${sending.status}`)}</LiveRegion>
      <Why sending={sending} />
      <Card>
        <div className="grid gap-x-10 gap-y-3 px-5 pt-5 pb-4 md:grid-cols-[minmax(0,1fr)_auto_auto] md:items-end md:px-6">
          <p className="text-34 font-medium">
            {number(sending.accepted)}
            <span className="ml-1.5 text-13 font-normal tracking-normal text-ink-3">
              {t("of", { audience: sending.audience })}
            </span>
          </p>
          {sending.status === "sending" && <Pace sending={sending} />}
          <Progress
            className="md:col-span-3"
            size="big"
            label={t("progress")}
            value={done}
            max={sending.audience}
            text={t("progressText", { done, audience: sending.audience })}
          />
        </div>
        <div className="border-t border-line">
          <Stats>
            <Stat label={t("accepted")} mark="text-sent" value={number(sending.accepted)} />
            <Stat label={t("failed")} mark="text-bounced" value={number(sending.failed + sending.expired)} />
            <Stat
              label={t("waiting")}
              mark="text-line-3"
              value={number(sending.waiting + sending.deferred)}
              note={sending.deferred > 0 ? t("putOff", { n: sending.deferred }) : undefined}
            />
            <Stat label={t("opened")} mark="text-opened" value={number(sending.results.opens.people)} />
            <Stat label={t("clicked")} mark="text-clicked" value={number(sending.results.clicks.people)} />
            <Stat label={t("left")} mark="text-unsubscribed" value={number(sending.results.unsubscribes)} />
          </Stats>
        </div>
      </Card>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_388px]">
        <div className="grid gap-4">
          {!isOver && <Notice title={t("promiseTitle")}>{t("promise", { inFlight: sending.inFlight })}</Notice>}
          <DomainLanes lanes={sending.lanes} />
          <ProofCard sending={sending} />
        </div>
        <SendingLog lines={sending.log} isConnected={isConnected} isOver={isOver} />
      </div>
    </>
  );
}

function Lead({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { dateTime } = useFormatter();
  if (!sending.startedAt && sending.startsAt)
    return t("leadHeld", { list: sending.listName, at: dateTime(sending.startsAt, "dayTime") });
  return t("lead", { list: sending.listName, at: sending.startedAt ? dateTime(sending.startedAt, "dayTime") : "" });
}

function Pace({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { number, dateTime } = useFormatter();
  const at = (seconds: number) =>
    dateTime(new Date(sending.now.getTime() + seconds * 1000), { hour: "2-digit", minute: "2-digit" });
  const from = sending.left ? at(sending.left.from) : "";
  const to = sending.left ? at(sending.left.to) : "";
  return (
    <dl className="flex gap-10 md:col-span-2">
      <div>
        <dt className="text-12 text-ink-3">{t("rate")}</dt>
        <dd className="text-16 font-medium">{t("perMinute", { n: number(Math.round(sending.perSecond * 60)) })}</dd>
      </div>
      <div>
        <dt className="text-12 text-ink-3">{t("doneAt")}</dt>
        <dd className="text-16 font-medium">
          {sending.left ? (from === to ? t("about", { at: from }) : t("fromTo", { from, to })) : t("unknown")}
        </dd>
      </div>
    </dl>
  );
}

function Why({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { dateTime } = useFormatter();
  if (sending.pausedReason === "late")
    return (
      <Notice tone="warn" className="mb-4">
        {t("late", { at: sending.startsAt ? dateTime(sending.startsAt, "dayTime") : "" })}
      </Notice>
    );
  if (sending.status === "scheduled") return <Notice className="mb-4">{t("held")}</Notice>;
  if (sending.rest > 0)
    return (
      <Notice
        className="mb-4"
        actions={
          <Link href={`${paths.campaignReport(sending.id)}?show=missed#recipients`} className="link">
            {t("seeWho")}
          </Link>
        }
      >
        {t("missed", { n: sending.rest })}
      </Notice>
    );
  if (sending.status !== "paused") return null;
  const reason = sending.pausedReason ?? "by_member";
  return (
    <Notice tone="warn" className="mb-4">
      {t.has(`paused.${reason}`) ? t(`paused.${reason}`) : t("paused.by_member")}
    </Notice>
  );
}

// The server sends the whole state again each second; a lost line is mended by the browser itself.
function useLive(start: Sending, live: string): [Sending, boolean] {
  const [sending, setSending] = useState(start);
  const [isConnected, setConnected] = useState(false);
  const isOver = sending.status === "sent" || sending.status === "cancelled";
  // An action gives the page a newer state than the one that is kept here.
  const [known, setKnown] = useState(start);
  if (known !== start) {
    setKnown(start);
    setSending(start);
  }
  useEffect(() => {
    if (isOver) return;
    const source = new EventSource(live);
    source.onopen = () => setConnected(true);
    source.onerror = () => setConnected(false);
    source.onmessage = ({ data }) => setSending(revive(String(data)));
    return () => source.close();
  }, [live, isOver]);
  return [sending, isConnected];
}

const DATES = new Set(["startsAt", "startedAt", "finishedAt", "at", "now", "restsUntil"]);

function revive(text: string): Sending {
  return JSON.parse(text, (key, value: unknown) =>
    DATES.has(key) && typeof value === "string" ? new Date(value) : value,
  ) as Sending;
}
