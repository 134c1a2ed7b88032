import { z } from "zod";

/** The steps of a new account, in their order. Each is read from the data, never from what was clicked. */
export const firstSteps = ["address", "contacts", "campaign", "send"] as const;
export type FirstStep = (typeof firstSteps)[number];

/** One campaign as the overview shows it. `people` is who got it or will, by the ledger; null before it is known. */
export type RecentCampaign = {
  id: string;
  name: string;
  listName: string | null;
  status: string;
  at: Date | null;
  people: number | null;
  delivered: number | null;
  opened: number | null;
  clicked: number | null;
};

/** How many contacts stand how. `reachable` is who would get a mail now. */
export type ListHealth = {
  total: number;
  reachable: number;
  awaiting: number;
  underReview: number;
  softBounced: number;
  invalid: number;
  unsubscribed: number;
  suppressed: number;
};

export type Overview = {
  done: Record<FirstStep, boolean>;
  campaigns: RecentCampaign[];
  health: ListHealth;
};

/** What is looked for from anywhere: at least two letters. */
export const FindQuery = z.object({ q: z.string().trim().min(2).max(200) });

/** What was found, a few of each kind. */
export type Findings = {
  contacts: { id: string; email: string; name: string }[];
  lists: { id: string; name: string }[];
  campaigns: { id: string; name: string }[];
};
