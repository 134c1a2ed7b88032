import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { Stat, Stats } from "@/components/ui/stat";
import type { Sending } from "@/lib/reports/schema";
import { isOver } from "./is-over";
import { SendingPace } from "./sending-pace";

/** How far a sending has come: the number, the pace, the bar, and where everyone stands. The same places in every state, so that nothing jumps. */
export function SendingFigures({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { number } = useFormatter();
  // Who will not get it any more leaves the bar open: a full one would say that everybody did.
  const done = sending.accepted + sending.failed + sending.suppressed;
  return (
    <Card>
      <div className="flex flex-wrap items-end gap-x-10 gap-y-4 px-5 pt-5 pb-4 md:px-6">
        <p className="figures flex-1 text-34 font-medium whitespace-nowrap">
          {number(sending.accepted)}
          <span className="ml-1.5 text-13 font-normal tracking-normal text-ink-3">
            {t("of", { audience: sending.audience })}
          </span>
        </p>
        <SendingPace sending={sending} />
        <Progress
          className="basis-full"
          size="big"
          label={t("progress")}
          value={done}
          max={sending.audience}
          text={t("progressText", { done: sending.accepted, audience: sending.audience })}
        />
      </div>
      <div className="figures border-t border-line">
        {isOver(sending.status) ? <Ended sending={sending} /> : <Moving sending={sending} />}
      </div>
    </Card>
  );
}

function Moving({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { number } = useFormatter();
  return (
    <Stats>
      <Stat label={t("accepted")} mark="text-sent" value={number(sending.accepted)} />
      <Stat label={t("putOff")} mark="text-machine" value={number(sending.deferred)} />
      <Stat label={t("failed")} mark="text-bounced" value={number(sending.failed + sending.expired)} />
      <Stat label={t("inFlight")} mark="text-opened" value={number(sending.inFlight)} />
      <Stat label={t("waiting")} mark="text-line-3" value={number(sending.waiting)} />
      <Stat label={t("left")} mark="text-unsubscribed" value={number(sending.results.unsubscribes)} />
    </Stats>
  );
}

function Ended({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { number } = useFormatter();
  const missed = sending.cancelled + sending.expired;
  return (
    <Stats>
      <Stat label={t("accepted")} mark="text-sent" value={number(sending.accepted)} />
      <Stat label={t("failed")} mark="text-bounced" value={number(sending.failed)} />
      <Stat label={t("notSent")} mark="text-line-3" value={number(missed + sending.suppressed)} />
      <Stat label={t("opened")} mark="text-opened" value={number(sending.results.opens.people)} />
      <Stat label={t("clicked")} mark="text-clicked" value={number(sending.results.clicks.people)} />
      <Stat label={t("left")} mark="text-unsubscribed" value={number(sending.results.unsubscribes)} />
    </Stats>
  );
}
