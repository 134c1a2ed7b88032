import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** The second line: the number, the next step. */
  lead?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
};

/** The one heading of a page, what it is about in a line, and what can be done. */
export function PageHeader({ title, lead, badge, actions }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-col gap-3 md:flex-row md:items-end md:justify-between md:gap-4">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="min-w-0 text-20 font-bold wrap-anywhere">{title}</h1>
          {badge}
        </div>
        {lead && <p className="mt-0.75 text-ink-2">{lead}</p>}
      </div>
      {actions && (
        <div className="flex flex-wrap items-center gap-2 *:flex-1 md:shrink-0 md:*:flex-none" data-print="hide">
          {actions}
        </div>
      )}
    </header>
  );
}
