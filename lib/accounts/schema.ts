import { z } from "zod";
import { readAddress } from "@/lib/platform/address";
import { isCommonPassword } from "./common-passwords";
import { locales } from "@/lib/platform/locales";

/** The five areas of permission. A member holds any of them; `administration` covers the account itself. */
export const Permission = z.enum(["reports", "campaigns", "templates", "contacts", "administration"]);
export type Permission = z.infer<typeof Permission>;

export const Locale = z.enum(locales);
export type Locale = z.infer<typeof Locale>;

export const Theme = z.enum(["system", "light", "dark"]);
export type Theme = z.infer<typeof Theme>;

/** An email address, read by the one strict parser. */
export const EmailAddress = z.string().transform((typed, context) => {
  const read = readAddress(typed);
  if (read) return read;
  context.addIssue({ code: "custom", message: typed.trim() === "" ? "required" : "invalid_email" });
  return z.NEVER;
});

/** A secret to sign in with: 10 to 200 characters and none of the best-known ones. No rules about signs, which only make people write them down. */
export const NewPassword = z
  .string()
  .min(1, "required")
  .min(10, "password_too_short")
  .max(200, "too_long")
  .refine((password) => !isCommonPassword(password), "password_too_common");

// Control characters would end up in headers and on screens.
const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max, "too_long")
    .refine((text) => !/\p{Cc}/u.test(text), "invalid_value");

/** A name that stands in mails of the house to others: no link, so that nobody advertises with it. */
const Name = line(100)
  .min(1, "required")
  .refine((text) => !/:\/\/|\bwww\./i.test(text), "name_has_link");

export const PersonName = Name;

export const SignUpForm = z.object({ name: PersonName, email: EmailAddress, password: NewPassword });
export type SignUpForm = z.infer<typeof SignUpForm>;

export const SignInForm = z.object({
  email: z.string().min(1, "required").max(320, "too_long"),
  password: z.string().min(1, "required").max(200, "too_long"),
  next: z.string().max(2_000).optional(),
});

export const ForgotForm = z.object({ email: EmailAddress });
export const LinkToken = z.object({ token: z.string().max(100) });
export const ResetForm = z.object({ token: z.string().max(100), password: NewPassword });
export const ChangePasswordForm = z.object({
  current: z.string().min(1, "required").max(200, "too_long"),
  password: NewPassword,
});
export type ChangePasswordForm = z.infer<typeof ChangePasswordForm>;

// A form without a ticked box sends nothing of that name.
const Permissions = z.array(Permission, "permission_needed").min(1, "permission_needed");
export const InviteForm = z.object({ email: EmailAddress, permissions: Permissions });
export type InviteForm = z.infer<typeof InviteForm>;
export const MemberPermissionsForm = z.object({ userId: z.uuid(), permissions: Permissions });
export type MemberPermissionsForm = z.infer<typeof MemberPermissionsForm>;

export const MemberId = z.object({ userId: z.uuid() });
export const InvitationId = z.object({ invitationId: z.uuid() });
export const AccountId = z.object({ accountId: z.uuid() });
export const SessionId = z.object({ sessionId: z.uuid() });

/** What a person says about themselves: a name, and how they want to read the application. */
export const Profile = z.object({
  name: PersonName,
  locale: Locale,
  theme: Theme,
  // A form sends a box that is ticked as "on", and one that is not as nothing.
  shortcuts: z
    .union([z.literal("on"), z.boolean()])
    .optional()
    .transform((sent) => sent === "on" || sent === true),
});
export type Profile = z.infer<typeof Profile>;

/** The particulars of an account: they stand in footers, decide the zone of dates and the language of readers' pages. */
export const Particulars = z.object({
  name: Name,
  locale: Locale,
  timeZone: z.string().max(64).refine(isTimeZone, "time_zone_unknown"),
  // A browser sends the lines of a text with CR LF.
  postalAddress: z
    .string()
    .overwrite((text) => text.replaceAll("\r\n", "\n").trim())
    .max(300, "postal_address_too_long"),
});
export type Particulars = z.infer<typeof Particulars>;

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
