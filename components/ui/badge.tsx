import type { ReactNode } from "react";
import { classes } from "./classes";

const tones = {
  sent: "bg-sent-soft text-sent",
  opened: "bg-opened-soft text-opened",
  clicked: "bg-clicked-soft text-clicked",
  bounced: "bg-bounced-soft text-bounced",
  complained: "bg-complained-soft text-complained",
  unsubscribed: "bg-unsubscribed-soft text-unsubscribed",
  paused: "bg-paused-soft text-paused",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  /** Under way this moment. */
  live: "bg-selected text-ink",
  /** Waiting, planned: nothing has happened yet. */
  plain: "text-ink-2 inset-ring inset-ring-line-2",
  /** The next thing to do. */
  next: "bg-accent-soft text-accent inset-ring inset-ring-accent-line",
} as const;

export type BadgeTone = keyof typeof tones;

/** A state in one word. The word is always there: colour alone says nothing. */
export function Badge({
  tone = "paused",
  icon,
  children,
}: {
  tone?: BadgeTone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={classes(
        "inline-flex h-5 items-center gap-1.5 rounded-full px-2 align-middle text-12 font-medium whitespace-nowrap [&_svg]:-ml-0.5 [&_svg]:size-3 [&_svg]:stroke-2 forced-colors:border",
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
