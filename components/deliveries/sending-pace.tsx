import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Sending } from "@/lib/reports/schema";
import { isOver } from "./is-over";
import { Sparkline } from "./sparkline";

const HOUR_MINUTE = { hour: "numeric", minute: "2-digit" } as const;
const DAY = { weekday: "short", ...HOUR_MINUTE } as const;

/** Two facts beside the number, whatever the state: the rate and the end while it runs, when it begins before, how long it took after. */
export function SendingPace({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { dateTime } = useFormatter();
  const { status, startedAt, finishedAt, course } = sending;
  return (
    <>
      <dl className="flex flex-wrap gap-x-6 gap-y-3 md:gap-x-10">
        {isOver(status) ? (
          <>
            <Fact name={t("began")} value={startedAt ? dateTime(startedAt, "dayTime") : "–"} />
            <Fact name={t("took")} value={<Took from={startedAt} to={finishedAt} />} />
          </>
        ) : status === "scheduled" ? (
          <Fact
            name={t(sending.pausedReason === "late" ? "wasDue" : "begins")}
            value={sending.startsAt ? dateTime(sending.startsAt, "dayTime") : "–"}
          />
        ) : (
          <Running sending={sending} />
        )}
      </dl>
      {!isOver(status) && startedAt && (
        <Sparkline values={course} label={t("since", { at: dateTime(startedAt, HOUR_MINUTE) })} />
      )}
    </>
  );
}

function Running({ sending }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { dateTime, number } = useFormatter();
  const opensAt = sending.warmUp?.opensAt;
  const isPaused = sending.status === "paused";
  return (
    <>
      {opensAt ? (
        <Fact name={t("goesOn")} value={dateTime(opensAt, DAY)} />
      ) : (
        <Fact
          name={t("rate")}
          value={isPaused ? t("state.paused") : t("perMinute", { n: number(Math.round(sending.perSecond * 60)) })}
        />
      )}
      <Fact name={t("doneAt")} value={isPaused ? t("whenYouGoOn") : <End sending={sending} />} />
    </>
  );
}

// As a range: a promise to the minute would be a lie, relays slow down and speed up.
function End({ sending: { left, waves, warmUp, now } }: { sending: Sending }) {
  const t = useTranslations("sending");
  const { dateTime } = useFormatter();
  const last = waves.at(-1);
  if (last && last.at > now) return t("afterLast", { at: dateTime(last.at, DAY) });
  if (warmUp?.doneAt) return t("about", { at: dateTime(warmUp.doneAt, "day") });
  if (!left) return t("unknown");
  const at = (seconds: number) => dateTime(new Date(now.getTime() + seconds * 1000), HOUR_MINUTE);
  const [from, to] = [at(left.from), at(left.to)];
  return from === to ? t("about", { at: from }) : t("fromTo", { from, to });
}

function Took({ from, to }: { from: Date | null; to: Date | null }) {
  const t = useTranslations("sending");
  if (!from || !to) return "–";
  const seconds = Math.max(1, Math.round((to.getTime() - from.getTime()) / 1000));
  if (seconds < 120) return t("seconds", { n: seconds });
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? t("minutes", { n: minutes }) : t("hours", { n: Math.round(minutes / 60) });
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div className="md:min-w-28">
      <dt className="text-12 text-ink-3">{name}</dt>
      <dd className="figures text-14 font-medium whitespace-nowrap md:text-16">{value}</dd>
    </div>
  );
}
