import { z } from "zod";

export { ProofFile } from "./proof/schema";

/** Where a row of the ledger stands. The first three are open: something is still to happen. */
export const DeliveryState = z.enum([
  "queued",
  "leased",
  "deferred",
  "accepted",
  "failed",
  "suppressed",
  "expired",
  "cancelled",
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const openStates = ["queued", "leased", "deferred"] as const satisfies DeliveryState[];

/** How many rows are in each state; their sum is the frozen audience. */
export type StateCounts = Record<DeliveryState, number>;

/** A time as it stands on a clock, to the minute. */
const WallTime = z
  .string()
  .trim()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, "send_at_unreadable");

/** Send now (held for the undo window), at a chosen time, or when the clock of each reader shows that time (`zoned`). `count` is typed by hand above `TYPED_FROM` people. */
export const LaunchCampaign = z.object({
  campaignId: z.uuid(),
  when: z.enum(["now", "later", "zoned"]).default("now"),
  sendAt: z.string().trim().default(""),
  /** The field that holds the zone of each reader. */
  zoneField: z.string().trim().max(60).default(""),
  /** Those who opened or clicked most recently first. A form sends a box that is ticked as "on", and one that is not as nothing. */
  engagedFirst: z
    .union([z.literal("on"), z.boolean()])
    .optional()
    .transform((sent) => sent === "on" || sent === true),
  count: z
    .string()
    .trim()
    .regex(/^[\d.,\s]*$/, "count_typed_wrong")
    .default(""),
});
export type LaunchCampaign = z.infer<typeof LaunchCampaign>;

/** Another time for what has not begun: now, or a chosen one. */
export const RescheduleLaunch = LaunchCampaign.pick({ campaignId: true, when: true, sendAt: true });
export type RescheduleLaunch = z.infer<typeof RescheduleLaunch>;

/** One zone of a sending by the clock of each reader: when its time comes, and for how many. */
export type Wave = { zone: string; at: Date; n: number };

/** From this many people on, the number is typed before sending. */
export const TYPED_FROM = 1_000;

/** Send to those who did not get it; the number as in a launch. */
export const ResendRest = LaunchCampaign.pick({ campaignId: true, count: true });
export type ResendRest = z.infer<typeof ResendRest>;

export const CampaignId = z.object({ campaignId: z.uuid() });
export type CampaignId = z.infer<typeof CampaignId>;

/** Asks when a campaign would reach whom by the clock of each reader. */
export const WavesQuery = z.object({ zoneField: z.string().trim().min(1).max(60), wallTime: WallTime });
export type WavesQuery = z.infer<typeof WavesQuery>;

/** Why a sending stands still though nobody pressed pause. */
export const PauseReason = z.enum([
  "by_member",
  "no_credits",
  "refused_by_relay",
  "sender_broken",
  "account_suspended",
  "too_many_bounces",
  "too_many_complaints",
  "released",
  "late",
  "late_wave",
]);
export type PauseReason = z.infer<typeof PauseReason>;

/** What only staff let go on again. */
export const heldReasons = ["too_many_bounces", "too_many_complaints"] as const satisfies PauseReason[];

/** What a warm-up allows a campaign: mails in 24 hours, when the next may leave if those are used up, when the last leaves if today is not enough. */
export type WarmUpState = { domain: string; limit: number; opensAt: Date | null; doneAt: Date | null };

/** One receiving domain of a running campaign: how fast its mail goes, and what holds it up. */
export type DomainLane = {
  domain: string;
  state: "flowing" | "slowed" | "resting";
  perSecond: number;
  restsUntil: Date | null;
  reply: string;
};
