import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { classes } from "@/components/ui/classes";
import type { LogLine } from "@/lib/reports/schema";

type SendingLogProps = { lines: LogLine[]; isConnected: boolean; isOver: boolean };

// A mark beside the words, for the eye that looks for trouble.
const MARKS: Record<string, string> = {
  bounced: "text-bounced",
  relay_lost: "text-bounced",
  sender_lost: "text-bounced",
  late: "text-bounced",
  paused: "text-machine",
  cancelled: "text-machine",
  finished: "text-sent",
};

const scroller = "max-h-96 overflow-y-auto border-t border-line focus-visible:-outline-offset-2";

/** What happened, newest first. It scrolls in its own place, so that a new line moves nothing else. */
export function SendingLog({ lines, isConnected, isOver }: SendingLogProps) {
  const t = useTranslations("sending");
  const { dateTime } = useFormatter();
  // A sending by the clock of each reader, or of a domain that is being warmed up, goes on for days.
  const day = (line?: LogLine) => (line ? dateTime(line.at, { dateStyle: "medium" }) : "");
  const hasDays = day(lines[0]) !== day(lines.at(-1));
  return (
    <Card title={t("log")} note={isOver ? undefined : isConnected ? t("live") : t("snapshot")}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key (WCAG 2.1.1) */}
      <section aria-label={t("log")} tabIndex={0} className={scroller}>
        <ul className="px-4 py-2">
          {lines.map((line, at) => (
            <li key={line.id} className="flex flex-wrap items-baseline gap-x-2.5 py-1 text-12">
              {hasDays && day(line) !== day(lines[at - 1]) && (
                <span className="basis-full pb-1 text-ink-3">{day(line)}</span>
              )}
              <time dateTime={line.at.toISOString()} className="shrink-0 font-mono text-ink-3">
                {dateTime(line.at, "clock")}
              </time>
              <span
                aria-hidden
                className={classes(
                  "mt-1.5 size-1.5 shrink-0 self-start rounded-full bg-current",
                  MARKS[line.kind] ?? "text-opened",
                )}
              />
              <span className="min-w-0 flex-1 wrap-anywhere">{sentence(t, line)}</span>
            </li>
          ))}
          {lines.length === 0 && <li className="py-1 text-12 text-ink-3">{t("logEmpty")}</li>}
        </ul>
      </section>
    </Card>
  );
}

function sentence(t: ReturnType<typeof useTranslations<"sending">>, { kind, actorName, detail }: LogLine): string {
  // Who is nobody: the service did it itself, and says why.
  const said = detail.text ? "_said" : "";
  const why = kind === "paused" && actorName === "" ? `stopped.${String(detail.reason)}${said}` : "";
  const key = why && t.has(`lines.${why}`) ? `lines.${why}` : `lines.${kind}`;
  if (!t.has(key)) return kind.replaceAll("_", " ");
  // A line of an older version may lack a value that the sentence has by now.
  const values = { n: 0, waiting: 0, accepted: 0, failed: 0, email: "", code: "", enhanced: "", text: "", from: "" };
  const told = Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, value ?? ""]));
  return t(key, { ...values, ...told, who: actorName }).trim();
}
