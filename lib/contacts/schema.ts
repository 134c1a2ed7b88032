import { z } from "zod";

/** Where a contact stands. Only unknown, valid, confirmed and soft_bounced receive mail. */
export const ContactStatus = z.enum([
  "awaiting",
  "under_review",
  "unknown",
  "valid",
  "confirmed",
  "soft_bounced",
  "invalid",
  "suppressed",
  "unsubscribed",
]);
export type ContactStatus = z.infer<typeof ContactStatus>;

/** The statuses that receive mail. */
export const receivingStatuses = ["unknown", "valid", "confirmed", "soft_bounced"] as const satisfies ContactStatus[];

/** Why a member of a list receives nothing: the status that keeps them out, or that they left this list. */
export const Exclusion = z.enum(["left", "awaiting", "under_review", "invalid", "suppressed", "unsubscribed"]);
export type Exclusion = z.infer<typeof Exclusion>;

/** Where a contact stands on one list. */
export type Standing = ContactStatus | "left";

/** Who will receive a mailing to a list, and how many will not, by reason. `total` is the sum of all. */
export type Audience = { total: number; receives: number; excluded: Record<Exclusion, number> };

/** How a consent was given. The last two are the person's own act and a request by API. */
export const ConsentSource = z.enum(
  ["signup_form", "paper_form", "event", "purchase", "other_system", "request", "link", "api"],
  "consent_source_required",
);
export type ConsentSource = z.infer<typeof ConsentSource>;

/** The sources that a member can vouch for when adding or importing people. */
export const vouchedSources = [
  "signup_form",
  "paper_form",
  "event",
  "purchase",
  "other_system",
  "request",
] as const satisfies ConsentSource[];

export const FieldKind = z.enum(["text", "number", "date", "yes_no"], "field_kind_required");
export type FieldKind = z.infer<typeof FieldKind>;

export type FieldValue = string | number | boolean;

/** The key of a field: what stands in a mail between the braces. */
export const FieldKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "field_key_invalid")
  .refine((key) => !reservedKeys.has(key), "field_key_reserved");

// What a contact has anyway.
const reservedKeys = new Set(["email", "name", "id", "status", "list", "account"]);

// No control characters: what is typed here ends in headers of mail (RFC 5322 2.2).
const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, "text_too_long")
    .regex(/^\P{Cc}*$/u, "text_one_line");
const paragraph = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, "text_too_long")
    .regex(/^[\P{Cc}\n\r\t]*$/u, "text_odd_characters");
const site = z.union([z.literal(""), z.url({ protocol: /^https?$/, error: "site_invalid" })]);

export const CreateList = z.object({
  name: line(120).min(1, "name_required"),
  company: line(120).default(""),
  description: paragraph(1000).default(""),
  address: paragraph(400).default(""),
  phone: line(40).default(""),
  site: z.string().trim().max(400, "text_too_long").pipe(site).default(""),
});
export type CreateList = z.infer<typeof CreateList>;

export const UpdateList = CreateList.extend({ listId: z.uuid() });
export type UpdateList = z.infer<typeof UpdateList>;

export const Consent = z.object({ source: ConsentSource, wording: paragraph(2000).default("") });
export type Consent = z.infer<typeof Consent>;

const email = z.string().trim().min(1, "address_required").max(320, "address_invalid");
const fields = z.record(FieldKey, z.union([z.string(), z.number(), z.boolean(), z.null()])).default({});

export const CreateContact = z.object({
  email,
  name: line(200).default(""),
  fields,
  listIds: z.array(z.uuid()).max(50).default([]),
  consent: Consent,
});
export type CreateContact = z.infer<typeof CreateContact>;

export const UpdateContact = z.object({ contactId: z.uuid(), email, name: line(200), fields });
export type UpdateContact = z.infer<typeof UpdateContact>;

export const CreateField = z.object({
  key: FieldKey,
  label: line(80).min(1, "name_required"),
  kind: FieldKind.default("text"),
});
export type CreateField = z.infer<typeof CreateField>;

export const UpdateField = z.object({ fieldId: z.uuid(), label: line(80).min(1, "name_required") });
export type UpdateField = z.infer<typeof UpdateField>;

/** What a list of contacts is narrowed to, as it stands in the address of the page. A value that cannot be read is left out. */
export const ContactFilter = z.object({
  q: z.string().trim().max(200).catch("").default(""),
  list: z.uuid().optional().catch(undefined),
  status: z
    .union([ContactStatus, z.literal("left")])
    .optional()
    .catch(undefined),
  older: z.uuid().optional().catch(undefined),
  newer: z.uuid().optional().catch(undefined),
});
export type ContactFilter = z.infer<typeof ContactFilter>;

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
  "queued",
  "running",
  "done",
  "cancelled",
  "failed",
  "undoing",
  "undone",
]);
export type ImportStatus = z.infer<typeof ImportStatus>;

/** What is told of a file before its import begins. */
export const StartImport = z.object({
  importId: z.uuid(),
  reading: z.object({ encoding: Encoding, delimiter: Delimiter, hasHeader: z.boolean() }),
  columns: z.array(ColumnTarget).min(1).max(200),
  list: z.union([z.object({ id: z.uuid() }), z.object({ name: CreateList.shape.name })]),
  consent: Consent,
});
export type StartImport = z.infer<typeof StartImport>;
