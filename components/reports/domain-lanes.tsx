"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { DomainLane } from "@/lib/deliveries/schema";

const SHOWN = 8;
const TONES = { flowing: "sent", slowed: "warn", resting: "paused" } as const;

/** How fast mail goes to each receiving domain, and which of them has asked for time. */
export function DomainLanes({ lanes }: { lanes: DomainLane[] }) {
  const t = useTranslations("sending.lanes");
  const { number, dateTime } = useFormatter();
  if (lanes.length === 0) return null;
  const shown = lanes.slice(0, SHOWN);
  return (
    <Card title={t("title")}>
      <ul className="divide-y divide-line border-t border-line">
        {shown.map(({ domain, state, perSecond, restsUntil, reply }) => (
          <li
            key={domain}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-2 text-13 md:grid-cols-[minmax(0,1fr)_auto_5.5rem]"
          >
            <span className="wrap-anywhere">{domain}</span>
            {state !== "resting" && (
              <span className="text-ink-2 tabular-nums max-md:row-start-2 max-md:text-12">
                {t("perMinute", { n: number(Math.round(perSecond * 60)) })}
              </span>
            )}
            <span className="justify-self-end md:col-start-3">
              <Badge tone={TONES[state]}>{t(state)}</Badge>
            </span>
            {state !== "flowing" && (
              <p className="col-span-full text-12 text-ink-3">
                {state === "resting" && restsUntil
                  ? t("restsUntil", { at: dateTime(restsUntil, { hour: "numeric", minute: "2-digit" }) })
                  : t("goesSlower")}{" "}
                {reply && <span className="break-words">{t("said", { reply })}</span>}
              </p>
            )}
          </li>
        ))}
      </ul>
      {lanes.length > SHOWN && (
        <p className="border-t border-line px-4 py-2 text-12 text-ink-3">{t("others", { n: lanes.length - SHOWN })}</p>
      )}
    </Card>
  );
}
