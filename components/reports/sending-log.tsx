import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { LogLine } from "@/lib/reports/schema";

type SendingLogProps = { lines: LogLine[]; isConnected: boolean; isOver: boolean };

/** What happened, newest first. */
export function SendingLog({ lines, isConnected, isOver }: SendingLogProps) {
  const t = useTranslations("sending");
  const { dateTime } = useFormatter();
  return (
    <Card title={t("log")} note={isOver ? undefined : isConnected ? t("live") : t("snapshot")}>
      <ul className="border-t border-line px-4 py-2">
        {lines.map((line) => (
          <li key={line.id} className="flex gap-3 py-1 text-12">
            <time dateTime={line.at.toISOString()} className="shrink-0 font-mono text-ink-3">
              {dateTime(line.at, "clock")}
            </time>
            <span className="min-w-0 wrap-anywhere">{sentence(t, line)}</span>
          </li>
        ))}
        {lines.length === 0 && <li className="py-1 text-12 text-ink-3">{t("logEmpty")}</li>}
      </ul>
    </Card>
  );
}

function sentence(t: ReturnType<typeof useTranslations<"sending">>, { kind, actorName, detail }: LogLine): string {
  const key = `lines.${kind}`;
  const values = { who: actorName, n: 0, ...detail };
  if (!t.has(key)) return kind.replaceAll("_", " ");
  // A line of an older version may lack a value that the sentence has by now.
  try {
    return t(key, values);
  } catch {
    return kind.replaceAll("_", " ");
  }
}
