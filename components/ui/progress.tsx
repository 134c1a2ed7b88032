import { classes } from "./classes";

const inks = {
  ink: "bg-ink",
  sent: "bg-sent",
  opened: "bg-opened",
  clicked: "bg-clicked",
  bounced: "bg-bounced",
  complained: "bg-complained",
  unsubscribed: "bg-unsubscribed",
  machine: "bg-machine",
} as const;

export type Ink = keyof typeof inks;

type ProgressProps = {
  label: string;
  value: number;
  max: number;
  /** What is said instead of a bare percentage: "11,304 of 18,071". */
  text?: string;
  ink?: Ink;
  size?: "thin" | "normal" | "big";
  className?: string;
};

const heights = { thin: "h-1", normal: "h-1.5", big: "h-2.5" } as const;

/** How far something under way has come. Ink, never the accent. */
export function Progress({ label, value, max, text, ink = "ink", size = "normal", className }: ProgressProps) {
  const done = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={text}
      className={classes(track, heights[size], className)}
    >
      <div className={classes("h-full", inks[ink])} style={{ width: `${done * 100}%` }} />
    </div>
  );
}

const track = "overflow-hidden rounded-full bg-selected forced-colors:border";

/** A small bar beside a figure that says the same: for the eye only. */
export function Bar({ share, ink, className }: { share: number; ink: Ink; className?: string }) {
  const width = `${Math.min(1, Math.max(0, share)) * 100}%`;
  return (
    <span aria-hidden className={classes("block", track, heights.thin, className ?? "w-13")}>
      <span className={classes("block h-full", inks[ink])} style={{ width }} />
    </span>
  );
}
