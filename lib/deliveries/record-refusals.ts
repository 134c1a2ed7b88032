import type { PoolClient } from "pg";
import { hideOthers, judgeReply, recordBouncesSql, type BounceFact } from "@/lib/bounces";
import type { Outcome } from "./outcome";

/** A mail that a server refused for good, or put off until its time was over. */
export type Refused = { campaignId: string; seq: number; contactId: string; email: string; outcome: Outcome };

/** Write refusals among what came back, where bounces that come later by mail are too, in the transaction of their settlement. */
export async function recordRefusals(
  client: PoolClient,
  accountId: string,
  refused: Refused[],
  now = new Date(),
): Promise<void> {
  if (refused.length === 0) return;
  const facts = refused.map(({ outcome, ...mail }): BounceFact => {
    const { class: named, reason } = judgeReply(outcome);
    const hard = outcome.kind === "hard_bounce";
    const said = {
      status: outcome.enhanced ?? "",
      diagnostic: hideOthers(spoken(outcome), mail.email),
    };
    return { ...mail, kind: "bounce", class: named, reason, hard, source: "smtp_reply", ...said, sentAt: now };
  });
  const sql = recordBouncesSql(accountId, facts, now);
  await client.query(sql.text, sql.values);
}

// What a server says begins with its enhanced code, as a rule: it is not told twice.
function spoken({ code, enhanced, text }: Outcome): string {
  const isTold = enhanced !== null && text.startsWith(enhanced);
  return [code, isTold ? null : enhanced, text].filter(Boolean).join(" ");
}
