import { z } from "zod";

/** Who may tell us what became of a mail. */
export const WebhookProvider = z.enum(["ses", "sendgrid", "postmark", "mailgun"]);
export type WebhookProvider = z.infer<typeof WebhookProvider>;

/** A threshold that was crossed. `campaign` is null for the whole account. */
export type SendingAlarm = {
  id: string;
  measure: "hard" | "complaints" | "refused";
  /** `over`: enough to pause it, but all of it had been sent. */
  level: "warn" | "pause" | "over" | "suspend";
  sent: number;
  counted: number;
  at: Date;
  campaignId: string | null;
  campaign: string | null;
};
