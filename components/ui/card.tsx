import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

type CardProps = Omit<ComponentProps<"section">, "title"> & {
  title?: ReactNode;
  /** A few words after the title. */
  note?: ReactNode;
  actions?: ReactNode;
  /** Room round the content; lists and tables go to the edge. */
  padded?: boolean;
};

/** A sheet on the page, held by a hairline. */
export function Card({ title, note, actions, padded = false, className, children, ...rest }: CardProps) {
  return (
    <section {...rest} className={classes("min-w-0 rounded-3 border border-line bg-surface", className)}>
      {title && (
        <div className="flex min-h-11.5 flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2.5">
          <h2 className="text-14 font-strong">{title}</h2>
          {note && <span className="text-12 text-ink-3">{note}</span>}
          {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </div>
      )}
      {padded ? <div className={classes("px-4 pb-4", !title && "pt-4")}>{children}</div> : children}
    </section>
  );
}

/** A row of a list in a card: a mark, words, a value at the end. */
export function CardRow({ icon, value, children }: { icon?: ReactNode; value?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-9.5 items-center gap-2.5 border-t border-line px-4 py-1.75">
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
      {value !== undefined && <div className="text-right text-ink-2">{value}</div>}
    </div>
  );
}
