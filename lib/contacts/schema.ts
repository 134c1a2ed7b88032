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
