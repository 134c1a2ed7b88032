"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Notice } from "@/components/ui/notice";
import type { Wave } from "@/lib/deliveries/schema";
import { paths } from "@/lib/web/paths";
import { WaveList } from "./wave-list";

type WavePreviewProps = {
  campaignId: string;
  zoneField: string;
  wallTime: string;
  /** In which the moments are told. */
  zone: string;
};
type Seen = { asked: string; waves: Wave[]; now: Date };

/** When the mail would reach whom, asked anew when the time or the field changes. What is past already is said before it is sent. */
export function WavePreview({ campaignId, zoneField, wallTime, zone }: WavePreviewProps) {
  const t = useTranslations("sending.waves");
  const [seen, setSeen] = useState<Seen | null>(null);
  const address = wallTime ? paths.campaignWaves(campaignId, zoneField, wallTime) : "";
  useEffect(() => {
    if (!address) return;
    const left = new AbortController();
    // While somebody types, only the last of it is asked.
    const timer = setTimeout(() => {
      void ask(address, left.signal).then((waves) => waves && setSeen({ asked: address, waves, now: new Date() }));
    }, 300);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [address]);
  if (!address) return null;
  if (seen?.asked !== address) return <p className="text-12 text-ink-3">{t("looking")}</p>;
  const { waves, now } = seen;
  const late = waves.filter(({ at }) => at <= now).reduce((sum, { n }) => sum + n, 0);
  const isAllPast = waves.length > 0 && waves.every(({ at }) => at <= now);
  return (
    <div className="grid gap-2" aria-live="polite">
      {isAllPast ? (
        <Notice tone="warn">{t("allPassed")}</Notice>
      ) : (
        late > 0 && <Notice tone="warn">{t("passed", { n: late })}</Notice>
      )}
      {!isAllPast && (
        <div>
          <h3 className="mb-1 text-12 font-medium text-ink-2">{t("title", { zone })}</h3>
          <WaveList waves={waves} now={now} />
        </div>
      )}
    </div>
  );
}

async function ask(address: string, signal: AbortSignal): Promise<Wave[] | null> {
  try {
    const answer = await fetch(address, { signal });
    if (!answer.ok) return null;
    const { waves } = (await answer.json()) as { waves: (Omit<Wave, "at"> & { at: string })[] };
    return waves.map((wave) => ({ ...wave, at: new Date(wave.at) }));
  } catch {
    return null; // another time was asked for, or the server is away: the form itself says what is wrong
  }
}
