import { z } from "zod";
import { FieldKey, FieldKind, line } from "@/lib/contacts/text/schema";

/** How the text of a file can be written. */
export const Encoding = z.enum(["utf-8", "windows-1252", "utf-16le", "utf-16be", "macintosh"]);
export type Encoding = z.infer<typeof Encoding>;

/** What can part the cells of a file. */
export const Delimiter = z.enum([",", ";", "\t", "|"]);
export type Delimiter = z.infer<typeof Delimiter>;

/** What becomes of a column: nothing, the address, the name, or a field, with how its numbers and dates are written. */
export const ColumnTarget = z.discriminatedUnion("to", [
  z.object({ to: z.literal("none") }),
  z.object({ to: z.literal("email") }),
  z.object({ to: z.literal("name") }),
  z.object({
    to: z.literal("field"),
    key: FieldKey,
    label: line(80),
    kind: FieldKind,
    decimal: z.enum([",", "."]).default("."),
    dayFirst: z.boolean().default(true),
  }),
]);
export type ColumnTarget = z.infer<typeof ColumnTarget>;

/** Why a row of a file becomes nobody. */
export const RefusalReason = z.enum([
  "address_missing",
  "address_invalid",
  "address_several",
  "address_doubled",
  "address_suppressed",
  "row_too_long",
  "quote_unclosed",
  "cell_too_large",
  "too_many_cells",
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** Why a row changes nobody: the person is as the row says, or does not want to be brought back. */
export const SkipReason = z.enum(["unchanged", "unsubscribed", "suppressed", "left"]);
export type SkipReason = z.infer<typeof SkipReason>;

/** Every reason by which an import counts rows, and the values it left out. */
export type RowReason = RefusalReason | SkipReason | "values_unread";

export const ImportStatus = z.enum([
  "uploaded",
  "checking",
  "checked",
  "queued",
  "running",
  "done",
  "cancelled",
  "failed",
  "undoing",
  "undone",
]);
export type ImportStatus = z.infer<typeof ImportStatus>;

/** The figures of an import: every row that was read is in exactly one of new, updated, skipped and refused. */
export type ImportFigures = {
  status: ImportStatus;
  rowsTotal: number | null;
  rowsRead: number;
  rowsNew: number;
  rowsUpdated: number;
  rowsSkipped: number;
  rowsRefused: number;
  reasons: Partial<Record<RowReason, number>>;
};

/** The figures alone of all that is known of an import. */
export function figuresOf(figures: ImportFigures): ImportFigures {
  const { status, rowsTotal, rowsRead, rowsNew, rowsUpdated, rowsSkipped, rowsRefused, reasons } = figures;
  return { status, rowsTotal, rowsRead, rowsNew, rowsUpdated, rowsSkipped, rowsRefused, reasons };
}
