import { classes } from "./classes";

const inks = {
  ink: "text-ink",
  sent: "text-sent",
  opened: "text-opened",
  clicked: "text-clicked",
  bounced: "text-bounced",
  complained: "text-complained",
  unsubscribed: "text-unsubscribed",
  machine: "text-machine",
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
  return (
    <progress
      aria-label={label}
      aria-valuetext={text}
      value={Math.min(Math.max(0, value), max)}
      max={max || 1}
      className={classes(track, "w-full appearance-none", filled, inks[ink], heights[size], className)}
    />
  );
}

const track = "block overflow-hidden rounded-full bg-selected forced-colors:border";
const filled =
  "[&::-moz-progress-bar]:bg-current [&::-webkit-progress-bar]:bg-selected [&::-webkit-progress-value]:bg-current";

/** A small bar beside a figure that says the same: for the eye only. */
export function Bar({ share, ink, className }: { share: number; ink: Ink; className?: string }) {
  const width = `${Math.min(1, Math.max(0, share)) * 100}%`;
  return (
    <span aria-hidden className={classes(track, heights.thin, className ?? "w-13")}>
      <span className={classes("block h-full bg-current", inks[ink])} style={{ width }} />
    </span>
  );
}
