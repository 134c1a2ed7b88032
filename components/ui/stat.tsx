import type { ReactNode } from "react";
import { classes } from "./classes";

type StatProps = {
  label: ReactNode;
  value: ReactNode;
  /** The second line: a share, a comparison. */
  note?: ReactNode;
  mark?: string;
  big?: boolean;
};

/** One figure with its name. Inside <Stats>, which makes the list of them. */
export function Stat({ label, value, note, mark, big }: StatProps) {
  return (
    <div className="px-4 py-3.5 md:px-5">
      <dt className="flex items-center gap-1.5 text-12 text-ink-3">
        {mark && <span aria-hidden className={classes("size-2 shrink-0 rounded-[2px] bg-current", mark)} />}
        {label}
      </dt>
      <dd className={classes("mt-0.5 font-medium", big ? "text-34" : "text-20")}>{value}</dd>
      {note && <dd className="text-12 text-ink-2">{note}</dd>}
    </div>
  );
}

/** Figures side by side, two on a phone, with a hairline between. */
export function Stats({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 overflow-hidden *:-mt-px *:-ml-px *:border-t *:border-l *:border-line md:grid-flow-col md:auto-cols-fr md:grid-cols-none">
      {children}
    </dl>
  );
}
