import { z } from "zod";

/** Why staff do something to a client: whole words, which the client reads. */
export const WrittenReason = z
  .string()
  .trim()
  .min(1, "reason_required")
  .min(10, "reason_too_short")
  .max(500, "too_long");

export const ActOnAccount = z.object({ accountId: z.uuid(), reason: WrittenReason });
export type ActOnAccount = z.infer<typeof ActOnAccount>;

export const ReleaseAlarm = ActOnAccount.extend({ alarmId: z.uuid() });
export type ReleaseAlarm = z.infer<typeof ReleaseAlarm>;

/** What is searched for among the accounts: a part of the name, or a member's whole address. A bad value is an unfiltered list. */
export const AccountQuery = z.object({
  q: z.string().trim().max(254).catch("").default(""),
  status: z.enum(["active", "suspended"]).optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
});
export type AccountQuery = z.infer<typeof AccountQuery>;

/** What an account sent in 30 days and what came back. */
export type SendingFigures = { sent: number; bounced: number; complaints: number; unsubscribes: number };

export type ClientRow = {
  id: string;
  name: string;
  createdAt: Date;
  status: string;
  members: number;
  figures: SendingFigures;
};

export type Client = ClientRow & {
  suspendedReason: string | null;
  suspendedAt: Date | null;
  credits: number;
  contacts: number;
  timeZone: string;
};

/** From this share of complaints on an account is looked at by staff: the historic rule. */
export const COMPLAINT_ALARM = 0.002;
