import { classifyMail, readMailText, type Inbound } from "@/lib/bounces";
import type { BounceSource } from "@/lib/bounces/schema";
import { systemTenant } from "@/lib/accounts";
import { leaveByLink } from "@/lib/tracking";
import { inAccount } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { findReturned, type ReturnedDelivery } from "./find-returned";
import { answerKey, forwardAnswer } from "./forward-answer";
import { takeReturn } from "./take-return";

/** What became of a mail that came: `unmatched` is nobody's and changes nothing, `known` came before. */
export type Received = "taken" | "known" | "unmatched";

/**
 * Take a mail that came to an address of ours, and do all it asks for before this resolves: whoever brought it may forget it then. Whose it is, the sealed
 * address in it says and nothing else; one without a seal of ours is logged and changes nothing.
 */
export async function receiveMail(
  { raw, envelope, source }: { raw: Uint8Array; envelope: string[]; source: BounceSource },
  now = new Date(),
): Promise<Received> {
  const inbound = classifyMail(raw, { envelope });
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
  const isNew = await inAccount(delivery.accountId, (db) =>
    act(systemTenant(delivery.accountId, db, "inbound mail"), delivery, { inbound, raw, source, now }),
  );
  return isNew ? "taken" : "known";
}

// An address for answers reports no bounce: it stands in every mail, and anyone who got one could report it.
function mayAct({ kind, token }: Inbound): boolean {
  if (kind === "bounce" || kind === "delayed") return token?.purpose === "bounce";
  return kind !== "delivered";
}

type Came = { inbound: Inbound; raw: Uint8Array; source: BounceSource; now: Date };

async function act(tenant: Parameters<typeof takeReturn>[0], delivery: ReturnedDelivery, came: Came): Promise<boolean> {
  const { inbound, raw, source, now } = came;
  if (inbound.kind !== "reply") return takeReturn(tenant, delivery, { inbound, raw, source }, now);
  const text = readMailText(raw);
  const occasion = answerKey(delivery, inbound, text);
  const isNew = await takeReturn(tenant, delivery, { inbound, raw: null, source, occasion }, now);
  if (isNew) await forwardAnswer(tenant, delivery, { inbound, text });
  return isNew;
}
