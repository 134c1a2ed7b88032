import { z } from "zod";
import { ColumnTarget, Delimiter, Encoding } from "./file/schema";
import { FieldKey, FieldKind, line, paragraph, site } from "./text/schema";

export * from "./file/schema";
export { FieldKey, FieldKind, type FieldValue } from "./text/schema";

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

export const ListId = z.object({ listId: z.uuid() });

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
  /** Without one it is made from the label. */
  key: FieldKey.optional(),
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

/** What is told of a file before its import begins. */
export const StartImport = z.object({
  importId: z.uuid(),
  reading: z.object({ encoding: Encoding, delimiter: Delimiter, hasHeader: z.boolean() }),
  columns: z.array(ColumnTarget).min(1).max(200),
  list: z.union([z.object({ id: z.uuid() }), z.object({ name: CreateList.shape.name })]),
  consent: Consent,
});
export type StartImport = z.infer<typeof StartImport>;

// A form has its custom fields as two rows of values: keys and what was typed for each. An empty value takes one away.
const typedFields = {
  fieldKey: z.array(FieldKey).max(200).default([]),
  fieldValue: z.array(z.string().max(5000, "text_too_long")).max(200).default([]),
};
const fieldsOf = (form: { fieldKey: string[]; fieldValue: string[] }) =>
  Object.fromEntries(form.fieldKey.map((key, at) => [key, form.fieldValue[at] || null]));

/** A new contact as its form sends it. */
export const NewContactForm = z
  .strictObject({
    email,
    name: line(200).default(""),
    ...typedFields,
    listIds: z.array(z.uuid()).max(50).default([]),
    source: z.enum(vouchedSources, "consent_source_required"),
    wording: paragraph(2000).default(""),
  })
  .transform((form): CreateContact => {
    const { name, listIds, source, wording } = form;
    return { email: form.email, name, fields: fieldsOf(form), listIds, consent: { source, wording } };
  });

/** A changed contact as its form sends it. */
export const EditContactForm = z
  .strictObject({ contactId: z.uuid(), email, name: line(200).default(""), ...typedFields })
  .transform((form): UpdateContact => {
    const { contactId, name } = form;
    return { contactId, email: form.email, name, fields: fieldsOf(form) };
  });

export const ContactId = z.object({ contactId: z.uuid() });
export const FieldId = z.object({ fieldId: z.uuid() });
export const ImportId = z.object({ importId: z.uuid() });
export const SuppressForm = z.object({ email, note: line(200).default("") });
export const LiftForm = z.object({ email });

/** One contact taken from a list, or put on it with the consent that was given. */
export const LeaveListForm = z.object({ contactId: z.uuid(), listId: z.uuid() });
export const JoinListForm = z.object({
  contactId: z.uuid(),
  listId: z.uuid("list_required"),
  source: z.enum(vouchedSources, "consent_source_required"),
  wording: paragraph(2000).default(""),
});

const chosen = z.array(z.uuid()).min(1, "nobody_chosen").max(100);

/** Several contacts put on a list, taken from it, or deleted. */
export const JoinAllForm = JoinListForm.omit({ contactId: true }).extend({ contactId: chosen });
export const LeaveAllForm = z.object({ contactId: chosen, listId: z.uuid() });
export const DeleteAllForm = z.object({ contactId: chosen });

/** How the values of a column are written, as one choice of a form. */
export const Writing = z.enum(["text", "number_comma", "number_point", "date_day", "date_month", "yes_no"]);
export type Writing = z.infer<typeof Writing>;

/** The kind of field that a choice means, and how its numbers and dates are read. */
export const writings = {
  text: { kind: "text", decimal: ".", dayFirst: true },
  number_comma: { kind: "number", decimal: ",", dayFirst: true },
  number_point: { kind: "number", decimal: ".", dayFirst: true },
  date_day: { kind: "date", decimal: ".", dayFirst: true },
  date_month: { kind: "date", decimal: ".", dayFirst: false },
  yes_no: { kind: "yes_no", decimal: ".", dayFirst: true },
} as const satisfies Record<Writing, Omit<Extract<ColumnTarget, { to: "field" }>, "to" | "key" | "label">>;

const column = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).max(200).default([]);

/** What is told of a file as its form sends it: a row of values for each column. */
export const ImportForm = z
  .strictObject({
    importId: z.uuid(),
    encoding: Encoding,
    delimiter: Delimiter,
    hasHeader: z.enum(["yes", "no"]),
    target: column(z.string().regex(/^(none|email|name|new|field:[a-z0-9_]{1,40})$/)),
    key: column(FieldKey),
    label: column(line(80)),
    writing: column(Writing),
    listId: z.union([z.literal("new"), z.uuid()], "list_required"),
    listName: line(120).default(""),
    source: z.enum(vouchedSources, "consent_source_required"),
    wording: paragraph(2000).default(""),
    mode: z.enum(["check", "import"]).default("check"),
  })
  .refine((form) => form.listId !== "new" || form.listName !== "", {
    path: ["listName"],
    message: "name_required",
    when: () => true, // told together with what else is missing
  })
  .transform((form): StartImport & { mode: "check" | "import" } => {
    const { importId, encoding, delimiter, listId, listName, source, wording } = form;
    return {
      importId,
      reading: { encoding, delimiter, hasHeader: form.hasHeader === "yes" },
      columns: form.target.map((target, at) => targetOf(target, form, at)),
      list: listId === "new" ? { name: listName } : { id: listId },
      consent: { source, wording },
      mode: form.mode,
    };
  });

type ColumnRows = { key: string[]; label: string[]; writing: Writing[] };

function targetOf(target: string, { key, label, writing }: ColumnRows, at: number): ColumnTarget {
  if (target === "none" || target === "email" || target === "name") return { to: target };
  const written = writings[writing[at] ?? "text"];
  if (target !== "new") return { to: "field", key: target.slice("field:".length), label: "", ...written };
  const made = key[at] ?? `field_${at + 1}`;
  return { to: "field", key: made, label: label[at] || made, ...written };
}

/** How a page of an import reads its file, as it stands in the address. What cannot be read is as the file looks. */
export const ReadingQuery = z.object({
  encoding: Encoding.optional().catch(undefined),
  delimiter: Delimiter.optional().catch(undefined),
  header: z.enum(["yes", "no"]).optional().catch(undefined),
  list: z.uuid().optional().catch(undefined),
});
