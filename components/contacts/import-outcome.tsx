import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { classes } from "@/components/ui/classes";
import type { ImportFigures } from "@/lib/contacts/schema";

const lines = [
  { name: "rowsNew", mark: "bg-opened" },
  { name: "rowsUpdated", mark: "bg-sent" },
  { name: "rowsSkipped", mark: "bg-machine" },
  { name: "rowsRefused", mark: "bg-complained" },
] as const;

const skipped = ["unchanged", "unsubscribed", "suppressed", "left"] as const;
const refused = [
  "address_invalid",
  "address_missing",
  "address_several",
  "address_doubled",
  "address_suppressed",
  "row_too_long",
  "quote_unclosed",
  "cell_too_large",
  "too_many_cells",
] as const;

/** What became of the rows that were read, or what would become of them: each is in exactly one line, and the lines add up. */
export function ImportOutcome({ figures, rehearsed = false }: { figures: ImportFigures; rehearsed?: boolean }) {
  const t = useTranslations("imports.outcome");
  const { number } = useFormatter();
  const unread = figures.reasons.values_unread ?? 0;
  return (
    <Card title={rehearsed ? t("wouldTitle") : t("title")} className="overflow-hidden">
      <div aria-hidden className="mx-4 mb-3 flex h-1.5 gap-0.5 overflow-hidden rounded-full bg-selected">
        {lines.map(({ name, mark }) => (
          <span key={name} className={mark} style={{ flexGrow: figures[name] }} />
        ))}
        <span style={{ flexGrow: Math.max(0, (figures.rowsTotal ?? 0) - figures.rowsRead) }} />
      </div>
      <dl>
        {lines.map(({ name, mark }) => (
          <Line key={name} mark={mark} label={t(name)} value={number(figures[name])}>
            <Reasons figures={figures} of={name} />
          </Line>
        ))}
        <Line label={t("all")} value={number(figures.rowsRead)} strong>
          {t("sum")}
        </Line>
      </dl>
      {unread > 0 && (
        <p className="border-t border-line px-4 py-3 text-12 text-ink-2">{t("unread", { count: unread })}</p>
      )}
    </Card>
  );
}

function Reasons({ figures, of }: { figures: ImportFigures; of: (typeof lines)[number]["name"] }) {
  const t = useTranslations("imports");
  const { number } = useFormatter();
  if (of === "rowsNew" || of === "rowsUpdated") return t(`outcome.${of}Text`);
  const told = (of === "rowsSkipped" ? skipped : refused).filter((reason) => (figures.reasons[reason] ?? 0) > 0);
  if (told.length === 0) return t(`outcome.${of}Text`);
  return told
    .map((reason) => ({ reason, count: figures.reasons[reason] ?? 0 }))
    .map(({ reason, count }) => t(`counted.${reason}`, { count, n: number(count) }))
    .join(", ");
}

type LineProps = { mark?: string; label: string; value: string; strong?: boolean; children: ReactNode };

function Line({ mark, label, value, strong, children }: LineProps) {
  return (
    <div
      className={classes(
        "grid grid-cols-[1fr_auto] items-baseline gap-x-4 border-t border-line px-4 py-2.5 md:grid-cols-[9rem_6rem_1fr]",
        strong && "bg-sunken",
      )}
    >
      <dt className="flex items-center gap-2 font-medium">
        {mark && <span aria-hidden className={classes("size-2 shrink-0 rounded-[2px]", mark)} />}
        {label}
      </dt>
      <dd className="text-right font-strong">{value}</dd>
      <dd className="col-span-2 text-12 text-ink-2 md:col-span-1">{children}</dd>
    </div>
  );
}
