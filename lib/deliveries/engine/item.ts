import type { Claimed } from "@/lib/deliveries/claim";

/** A lease this process holds. `until` is on our own steady clock and earlier than the database's. */
export type LeaseInHand = { token: string; until: number; open: number };

/** One mail in hand. */
export type Item = {
  accountId: string;
  campaignId: string;
  lease: LeaseInHand;
  claimedAt: number;
  row: Claimed;
  /** Its domain's pace has been waited for. */
  hasPlace?: boolean;
  /** When it is given back: not before so many milliseconds. */
  notBeforeMs?: number;
};
