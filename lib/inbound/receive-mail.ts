import { classifyMail, countAnswers, hasMachineMarks, readMailText, type Inbound } from "@/lib/bounces";
import type { BounceSource } from "@/lib/bounces/schema";
import { systemTenant } from "@/lib/accounts";
import { leaveByLink } from "@/lib/tracking";
import { inAccount } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { findReturned, type ReturnedDelivery } from "./find-returned";
import { answerKey, forwardAnswer } from "./forward-answer";
import { takeReturn } from "./take-return";

/** What became of a mail that came: `unmatched` is nobody's and changes nothing, `known` came before, `too_many` is an answer beyond what one mail may get in a day. */
export type Received = "taken" | "known" | "unmatched" | "too_many";

/**
 * Take a mail that came to an address of ours, and do all it asks for before this resolves: whoever brought it may forget it then. Whose it is, the sealed
 * address in it says and nothing else; one without a seal of ours is logged and changes nothing. `sender` is that of the envelope, where it is known.
 */
export async function receiveMail(
  { raw, envelope, source, sender }: { raw: Uint8Array; envelope: string[]; source: BounceSource; sender?: string },
  now = new Date(),
): Promise<Received> {
  const inbound = ofMachine(classifyMail(raw, { envelope }), raw, sender);
  const delivery = inbound.token && inbound.token.purpose !== "house_bounce" ? await findReturned(inbound.token) : null;
  if (!delivery || !mayAct(inbound)) {
    log.info(
      { kind: inbound.kind, class: inbound.class, sealed: inbound.token !== null, source },
      "mail that came is nobody's",
    );
    return "unmatched";
  }
  // Leaving is done once however often it is asked for, so it may come before the transaction that writes it down.
  if (inbound.kind === "unsubscribe") await leaveByLink(delivery, "list", "", now);
  return inAccount(delivery.accountId, (db) =>
    act(systemTenant(delivery.accountId, db, "inbound mail"), delivery, { inbound, raw, source, now }),
  );
}

// Passed on it could go round between machines for ever.
function ofMachine(inbound: Inbound, raw: Uint8Array, sender: string | undefined): Inbound {
  if (inbound.kind !== "reply" || !hasMachineMarks(raw, sender)) return inbound;
  return { ...inbound, kind: "auto_reply", class: "auto_reply", reason: "unclear" };
}

// An address for answers reports no bounce: it stands in every mail, and anyone who got one could report it.
function mayAct({ kind, token }: Inbound): boolean {
  if (kind === "bounce" || kind === "delayed") return token?.purpose === "bounce";
  return kind !== "delivered";
}

// Whoever has the address of one mail can write to its sender through us: so often in a day.
const MOST_ANSWERS = 10;

type Came = { inbound: Inbound; raw: Uint8Array; source: BounceSource; now: Date };

async function act(
  tenant: Parameters<typeof takeReturn>[0],
  delivery: ReturnedDelivery,
  came: Came,
): Promise<Received> {
  const { inbound, raw, source, now } = came;
  const said = (isNew: boolean) => (isNew ? "taken" : "known");
  if (inbound.kind !== "reply") return said(await takeReturn(tenant, delivery, { inbound, raw, source }, now));
  const yesterday = new Date(now.getTime() - 86_400_000);
  if ((await countAnswers(tenant, delivery, yesterday)) >= MOST_ANSWERS) return "too_many";
  const text = readMailText(raw);
  const occasion = answerKey(delivery, inbound, text);
  const isNew = await takeReturn(tenant, delivery, { inbound, raw: null, source, occasion }, now);
  if (isNew) await forwardAnswer(tenant, delivery, { inbound, text });
  return said(isNew);
}
