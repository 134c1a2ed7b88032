"use client";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Card } from "@/components/ui/card";
import { LiveRegion } from "@/components/ui/live-region";
import { Progress } from "@/components/ui/progress";
import type { ImportFigures } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { ImportOutcome } from "./import-outcome";

type Moment = { at: number; rows: number };

const EVERY_MS = 1_000;
const WINDOW = 6;
const underWay = (status: string) => ["checking", "queued", "running", "undoing"].includes(status);

/** An import under way: how far, how fast, how long still. Asks every second, and shows the page anew when it ends. */
export function ImportProgress({ id, start }: { id: string; start: ImportFigures }) {
  const { figures, rate } = useFigures(id, start);
  return (
    <div className="grid gap-4">
      <HowFar figures={figures} rate={rate} />
      <ImportOutcome figures={figures} rehearsed={figures.status === "checking"} />
    </div>
  );
}

function HowFar({ figures, rate }: { figures: ImportFigures; rate: number | null }) {
  const t = useTranslations("imports.progress");
  const { number } = useFormatter();
  const { rowsRead: read, rowsTotal: total, status } = figures;
  const share = total ? read / total : 0;
  const left = rate && total ? Math.ceil((total - read) / rate) : null;
  const words = total
    ? t("rows", { read: number(read), total: number(total) })
    : t(status === "queued" ? "queued" : "counting");
  return (
    <Card padded>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
        <p>
          <span className="text-34 font-medium">{number(Math.floor(share * 1000) / 1000, "share")}</span>{" "}
          <span className="text-ink-2">{words}</span>
        </p>
        <dl className="flex gap-8 text-right">
          <div>
            <dt className="text-12 text-ink-3">{t("speed")}</dt>
            <dd className="font-strong">{rate ? t("rate", { rows: number(Math.round(rate)) }) : "—"}</dd>
          </div>
          <div>
            <dt className="text-12 text-ink-3">{t("left")}</dt>
            <dd className="font-strong">
              {left === null
                ? "—"
                : left < 90
                  ? t("seconds", { count: left })
                  : t("minutes", { count: Math.round(left / 60) })}
            </dd>
          </div>
        </dl>
      </div>
      <Progress label={t("label")} value={read} max={total ?? 0} text={words} size="big" />
      {/* Every tenth is enough to hear. */}
      <LiveRegion>
        {share > 0 ? t("spoken", { share: number(Math.floor(share * 10) / 10, { style: "percent" }) }) : ""}
      </LiveRegion>
    </Card>
  );
}

function useFigures(id: string, start: ImportFigures) {
  const router = useRouter();
  const [figures, setFigures] = useState(start);
  const [rate, setRate] = useState<number | null>(null);
  const moments = useRef<Moment[]>([]);
  const ask = useEffectEvent(async () => {
    const answer = await fetch(paths.importProgress(id), { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const now = (await answer.json()) as ImportFigures;
    moments.current = [...moments.current, { at: performance.now(), rows: now.rowsRead }].slice(-WINDOW);
    setRate(speedOf(moments.current));
    setFigures(now);
    if (!underWay(now.status)) router.refresh();
  });
  useEffect(() => {
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return { figures, rate };
}

function speedOf(moments: readonly Moment[]): number | null {
  const [first, last] = [moments[0], moments.at(-1)];
  if (!first || !last || last.rows === first.rows) return null;
  return ((last.rows - first.rows) / (last.at - first.at)) * 1000;
}
