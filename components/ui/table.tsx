/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- see Table */
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

type TableProps = {
  /** What the rows are, for whoever cannot see the card's title. */
  label: string;
  children: ReactNode;
  className?: string;
};

/**
 * Rows of one kind. On a phone each row becomes a block: its first cell is the heading, the others follow
 * with the name of their column. The roles are written out because display: block would take them away.
 */
export function Table({ label, children, className }: TableProps) {
  return (
    <table role="table" aria-label={label} className={classes("block w-full border-collapse md:table", className)}>
      {children}
    </table>
  );
}

/** The row of column names; seen from 761 px on, spoken always. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
      <tr role="row" className="md:table-row">
        {children}
      </tr>
    </thead>
  );
}

/** The rows. */
export function TableBody({ children }: { children: ReactNode }) {
  return (
    <tbody role="rowgroup" className="block md:table-row-group">
      {children}
    </tbody>
  );
}

/** One row; a ticked one lies on another ground. */
export function Row({ picked, children, className, ...rest }: ComponentProps<"tr"> & { picked?: boolean }) {
  return (
    <tr
      role="row"
      aria-selected={picked}
      {...rest}
      className={classes(
        "relative grid gap-y-0.5 border-t border-line px-4 py-2.5 first:border-t-0 max-md:has-data-acts:[&>th]:min-h-8.5 max-md:has-data-acts:[&>th]:pr-16 md:static md:table-row md:border-t-0 md:hover:bg-hover",
        picked && "bg-picked",
        className,
      )}
    >
      {children}
    </tr>
  );
}

type HeadCellProps = Omit<ComponentProps<"th">, "align"> & { numeric?: boolean; sort?: "ascending" | "descending" };

/** The name of a column. */
export function HeadCell({ numeric, sort, className, ...rest }: HeadCellProps) {
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sort}
      {...rest}
      className={classes(
        "border-b border-line px-3 py-2 text-11 font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4",
        numeric ? "text-right" : "text-left",
        className,
      )}
    />
  );
}

type CellProps = Omit<ComponentProps<"td">, "align"> & {
  /** Name of the column, shown before the value on a phone. */
  label?: string;
  numeric?: boolean;
  /** Left out on a phone. */
  wide?: boolean;
  /** What can be done with the row; on a phone in its upper corner. */
  acts?: boolean;
};

/** One value. Numbers stand right with tabular figures. */
export function Cell({ label, numeric, wide, acts, className, children, ...rest }: CellProps) {
  return (
    <td
      role="cell"
      data-acts={acts || undefined}
      {...rest}
      className={classes(
        wide ? "hidden md:table-cell" : "flex items-baseline justify-between gap-4 md:table-cell",
        acts && "max-md:absolute max-md:top-1 max-md:right-2 md:text-right md:whitespace-nowrap",
        "md:h-9 md:border-b md:border-line md:px-3 md:py-1.25 md:align-middle md:first:pl-4 md:last:pr-4 md:[tr:last-child>&]:border-b-0",
        numeric && "figures md:text-right md:whitespace-nowrap",
        className,
      )}
    >
      {label && (
        <span aria-hidden className="shrink-0 font-sans text-12 text-ink-3 md:hidden">
          {label}
        </span>
      )}
      {children}
    </td>
  );
}

/** The heading of a row: its name, and a quiet second line. */
export function RowName({ second, className, children, ...rest }: ComponentProps<"th"> & { second?: ReactNode }) {
  return (
    <th
      role="rowheader"
      scope="row"
      {...rest}
      className={classes(
        // A name that leads somewhere needs no underline in a column of names.
        "[&_a]:no-underline [&_a:hover]:underline",
        "block text-left font-strong md:table-cell md:border-b md:border-line md:py-1.25 md:pr-3 md:pl-3 md:align-middle md:first:pl-4 md:[tr:last-child>&]:border-b-0",
        second ? "md:h-11.5" : "md:h-9",
        className,
      )}
    >
      {children}
      {second && <span className="block text-12 font-normal text-ink-3">{second}</span>}
    </th>
  );
}
