import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classes } from "./classes";
import { LinkButton } from "./link-button";

type EmptyStateProps = {
  title: ReactNode;
  /** One sentence: what will stand here, and the next step. */
  children: ReactNode;
  action?: ReactNode;
  /** A quiet second way, or a page to read. */
  more?: ReactNode;
  /** Without the drawing, where another empty place stands beside it. */
  plain?: boolean;
};

/** Nothing here yet: a sentence, the next step, a page to read. */
export function EmptyState({ title, children, action, more, plain }: EmptyStateProps) {
  return (
    <div data-testid="empty" className="px-5 py-9 md:px-10 md:py-11">
      {!plain && <Envelope />}
      <h2 className={classes("text-16 font-bold", !plain && "mt-5")}>{title}</h2>
      <p className="mt-1 max-w-100 text-ink-2">{children}</p>
      {action && <div className="mt-5 flex flex-wrap items-center gap-2">{action}</div>}
      {more && <div className="mt-4 text-12">{more}</div>}
    </div>
  );
}

type NoMatchProps = { title: ReactNode; clearHref: string; asked?: ReactNode; action?: ReactNode; children: ReactNode };

/** Nothing matches what was asked: what was asked, and how to undo it. */
export function NoMatch({ title, clearHref, asked, action, children }: NoMatchProps) {
  const t = useTranslations("ui.empty");
  return (
    <div data-testid="empty" data-filtered className="px-5 py-9 md:px-10 md:py-11">
      {asked && <div className="mb-4 flex flex-wrap items-center gap-2">{asked}</div>}
      <h2 className="text-16 font-bold">{title}</h2>
      <p className="mt-1 max-w-100 text-ink-2">{children}</p>
      <div className="mt-5 flex flex-wrap items-center gap-2">
        <LinkButton href={clearHref}>{t("clear")}</LinkButton>
        {action}
      </div>
    </div>
  );
}

// An open envelope that waits for its stamp.
function Envelope() {
  return (
    <svg aria-hidden width="96" height="66" viewBox="0 0 96 66" fill="none" className="text-ink-3">
      <path d="M62 9.5H3a2 2 0 0 0-2 2V62a2 2 0 0 0 2 2h73a2 2 0 0 0 2-2V40" stroke="currentColor" strokeWidth="1.25" />
      <path d="M1.5 14 39.5 42 62 26" stroke="currentColor" strokeWidth="1.25" />
      <rect x="62" y="1" width="32" height="38" stroke="currentColor" strokeWidth="1.25" strokeDasharray="2.5 2.5" />
    </svg>
  );
}
