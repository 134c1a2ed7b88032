import { useFormatter, useTranslations } from "next-intl";
import type { Wave } from "@/lib/deliveries/schema";

type WaveListProps = {
  waves: Wave[];
  now: Date;
  /** What is said of a zone whose time has passed: it gets it at once, or has begun. */
  past?: "atOnce" | "begun";
  /** Whose time came after this waits, though it has passed. */
  seenTo?: Date | null;
  most?: number;
};

/** The zones of a sending in the order in which their time comes, with that moment and how many people they are. */
export function WaveList({ waves, now, past = "atOnce", seenTo = null, most = 8 }: WaveListProps) {
  const t = useTranslations("sending.waves");
  const { dateTime } = useFormatter();
  const shown = waves.slice(0, most);
  return (
    <ul className="grid text-12">
      {shown.map(({ zone, at, n }) => (
        <li key={zone} className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-1.5 first:border-t-0">
          <span className="min-w-0 flex-1 wrap-anywhere">{zone.replaceAll("_", " ")}</span>
          <span className="text-ink-3">{t("people", { n })}</span>
          <span className="figures w-24 text-right whitespace-nowrap">
            {at <= now
              ? t(seenTo && at > seenTo ? "waits" : past)
              : dateTime(at, { weekday: "short", hour: "numeric", minute: "2-digit" })}
          </span>
        </li>
      ))}
      {waves.length > most && (
        <li className="border-t border-line py-1.5 text-ink-3">{t("more", { n: waves.length - most })}</li>
      )}
    </ul>
  );
}
