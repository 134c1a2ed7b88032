"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { isOver } from "@/components/deliveries/is-over";
import { ProofCard } from "@/components/deliveries/proof-card";
import { Resend } from "@/components/deliveries/resend";
import { SendingFigures } from "@/components/deliveries/sending-figures";
import { SendingStanding } from "@/components/deliveries/sending-standing";
import { SpokenProgress } from "@/components/deliveries/spoken-progress";
import { WaveList } from "@/components/deliveries/wave-list";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
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
  const over = isOver(sending.status);
  const { accepted, audience, waves, wavesSeenTo, now } = sending;
  const isStill = sending.status === "paused";
  return (
    <>
      <PageHeader
        title={sending.name}
        lead={<Lead sending={sending} />}
        badge={<SendingState status={sending.status} />}
        actions={
          over ? (
            <Ended sending={sending} action={mayAct ? actions.resend : null} />
          ) : (
            mayAct && <SendingControls sending={sending} actions={actions} zone={zone} />
          )
        }
      />
      <SpokenProgress text={t("spokenProgress", { state: t(`spoken.${sending.status}`), accepted, audience })} />
      <SendingFigures sending={sending} />
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_388px]">
        <div className="grid gap-4">
          <SendingStanding sending={sending} />
          {waves.length > 0 && (
            <Card title={t("waves.running")} note={t("waves.inZone", { zone })} padded>
              <WaveList waves={waves} now={now} past="begun" seenTo={isStill ? wavesSeenTo : null} />
            </Card>
          )}
          <DomainLanes lanes={sending.lanes} />
          {sending.startedAt && <ProofCard sending={sending} />}
        </div>
        <SendingLog lines={sending.log} isConnected={isConnected} isOver={over} />
      </div>
    </>
  );
}

function Ended({ sending, action }: { sending: Sending; action: SendingActions["resend"] | null }) {
  const t = useTranslations("sending");
  return (
    <>
      {action && sending.rest > 0 && <Resend campaignId={sending.id} n={sending.rest} action={action} />}
      <LinkButton look="primary" href={paths.campaignReport(sending.id)}>
        {t("toReport")}
      </LinkButton>
    </>
  );
}

function Lead({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { dateTime } = useFormatter();
  const { listName: list, launchedBy: who, startedAt, startsAt, wallTime } = sending;
  if (startedAt) return t("lead", { list, at: dateTime(startedAt, "dayTime"), who });
  if (wallTime)
    return t("leadZoned", {
      list,
      at: dateTime(wallTime, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
      who,
    });
  return t(sending.pausedReason === "late" ? "leadLate" : "leadHeld", {
    list,
    at: startsAt ? dateTime(startsAt, "dayTime") : "",
    who,
  });
}

// The server sends the whole state again each second; a lost line is mended by the browser itself.
function useLive(start: Sending, live: string): [Sending, boolean] {
  const [sending, setSending] = useState(start);
  const [isConnected, setConnected] = useState(false);
  const over = isOver(sending.status);
  // An action gives the page a newer state than the one that is kept here.
  const [known, setKnown] = useState(start);
  if (known !== start) {
    setKnown(start);
    setSending(start);
  }
  useEffect(() => {
    if (over) return;
    const source = new EventSource(live);
    source.onopen = () => setConnected(true);
    source.onerror = () => setConnected(false);
    source.onmessage = ({ data }) => setSending(revive(String(data)));
    return () => source.close();
  }, [live, over]);
  return [sending, isConnected];
}

const DATES = new Set([
  "startsAt",
  "startedAt",
  "finishedAt",
  "at",
  "now",
  "restsUntil",
  "wallTime",
  "wavesSeenTo",
  "opensAt",
  "doneAt",
]);

function revive(text: string): Sending {
  return JSON.parse(text, (key, value: unknown) =>
    DATES.has(key) && typeof value === "string" ? new Date(value) : value,
  ) as Sending;
}
