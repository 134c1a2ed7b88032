import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classes } from "./classes";

type Tone = "info" | "next" | "success" | "warn" | "danger";

const tones = {
  info: { Icon: Info, ground: "border-line bg-sunken", mark: "text-ink-2" },
  next: { Icon: Info, ground: "border-accent-line bg-accent-soft", mark: "text-accent" },
  success: { Icon: CircleCheck, ground: "border-line bg-ok-soft", mark: "text-ok" },
  warn: { Icon: TriangleAlert, ground: "border-line bg-warn-soft", mark: "text-warn" },
  danger: { Icon: CircleAlert, ground: "border-line bg-bad-soft", mark: "text-bad" },
} as const;

type NoticeProps = {
  tone?: Tone;
  title?: ReactNode;
  icon?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
  /** Said to a screen reader when it appears: true for answers, false for what stands on the page from the start. */
  live?: boolean;
};

/** Something to know, with its weight in a word and a mark, never in colour alone. */
export function Notice(props: NoticeProps) {
  const { tone = "info", title, icon, actions, className, children } = props;
  const t = useTranslations("ui");
  const { Icon, ground, mark } = tones[tone];
  const live = props.live ?? (tone === "success" || tone === "danger");
  const role = live ? (tone === "danger" ? "alert" : "status") : undefined;
  return (
    <div role={role} className={classes("flex gap-2.5 rounded-2 border px-3 py-2.75 text-ink-2", ground, className)}>
      <span className={classes("mt-0.5", mark)}>
        {icon ?? <Icon aria-hidden />}
        <span className="sr-only">{t(`tone.${tone === "next" ? "info" : tone}`)}: </span>
      </span>
      <div className="min-w-0 flex-1 self-center">
        {title && <p className="font-strong text-ink">{title}</p>}
        {children}
      </div>
      {actions && <div className="flex shrink-0 items-center gap-2 self-center">{actions}</div>}
    </div>
  );
}
