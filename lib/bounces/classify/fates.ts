import {
  hardClasses,
  type BounceClass,
  type BounceReason,
  type InboundClass,
  type InboundKind,
} from "@/lib/bounces/schema";
import type { Fate } from "./delivery-status";
import { judgeWords, withoutDomain } from "./judge-words";
import { beforeCopy, readTold } from "./told";

/** What came of one address. */
export type Judged = {
  address: string;
  class: BounceClass;
  reason: BounceReason;
  hard: boolean;
  action: string;
  status: string;
  diagnostic: string;
};

type Finding = { kind: InboundKind; class: InboundClass; reason: BounceReason; recipients: Judged[] };

const PATIENCE =
  /delay|warning|still being|will (?:be )?(?:retry|retried|keep trying)|not yet been delivered|delivery incomplete|temporar/i;

/** Judge each recipient of a delivery status by its own words, and where they say nothing by the words to people around it. */
export function judgeFates(fates: Fate[], text: string, fallback: string[]): Finding {
  const words = fates.length === 1 ? beforeCopy(text) : "";
  const known = fates.map(({ address }) => address).filter((address) => address.includes("@"));
  const told = fates.length === 1 ? [] : readTold(text, { known, own: [] });
  const recipients = fates.map((fate) => {
    const address = fate.address.includes("@") ? fate.address : (fallback[0] ?? fate.address);
    const action = actionOf(fate, text);
    const own = { enhanced: fate.status || null, text: withoutDomain(fate.diagnostic, address) };
    const verdict = judgeWords(
      own,
      withoutDomain(words, address) ||
        withoutDomain(told.find((one) => one.address.toLowerCase() === address.toLowerCase())?.words ?? "", address),
    );
    const hard = action === "failed" && (hardClasses as readonly string[]).includes(verdict.class);
    return {
      address,
      class: verdict.class,
      reason: verdict.reason,
      hard,
      action,
      status: fate.status,
      diagnostic: fate.diagnostic,
    };
  });
  const failed = recipients.find(({ action }) => action === "failed");
  if (failed) return { kind: "bounce", class: failed.class, reason: failed.reason, recipients };
  const delayed = recipients.find(({ action }) => action === "delayed");
  if (delayed) return { kind: "delayed", class: delayed.class, reason: delayed.reason, recipients };
  const done = recipients.map((one) => ({
    ...one,
    class: "unclear" as const,
    reason: "delivered" as const,
    hard: false,
  }));
  return { kind: "delivered", class: "delivered", reason: "delivered", recipients: done };
}

function actionOf({ action, status }: Fate, text: string): string {
  if (/^(failed|delayed)$/.test(action)) return action;
  if (/^(delivered|relayed|expanded)$/.test(action) || status.startsWith("2")) return "delivered";
  return status.startsWith("4") && PATIENCE.test(text.slice(0, 2_000)) ? "delayed" : "failed";
}
