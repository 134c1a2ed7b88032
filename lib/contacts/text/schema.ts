import { z } from "zod";

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

/** One line of at most so many characters. No control characters: what is typed here ends in headers of mail (RFC 5322 2.2). */
export const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, "text_too_long")
    .regex(/^\P{Cc}*$/u, "text_one_line");
/** Several lines of at most so many characters. */
export const paragraph = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, "text_too_long")
    .regex(/^[\P{Cc}\n\r\t]*$/u, "text_odd_characters");
/** The address of a site, or nothing. */
export const site = z.union([z.literal(""), z.url({ protocol: /^https?$/, error: "site_invalid" })]);
