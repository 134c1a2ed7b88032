import { findInboundAddress, judgeReply, type Inbound } from "@/lib/bounces";
import type { BounceClass, BounceReason, BounceSource } from "@/lib/bounces/schema";
import { systemTenant } from "@/lib/accounts";
import { inAccount } from "@/lib/platform/db";
import { isUuid } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { leaveByLink } from "@/lib/tracking";
import { findReturned } from "@/lib/inbound/find-returned";
import { takeReturn } from "@/lib/inbound/take-return";

/** What a provider tells of one mail, in words of ours. `clues` are texts that may name the mail: addresses, Message-IDs, headers. */
export type ProviderEvent = {
  kind: "bounce" | "delayed" | "complaint" | "unsubscribe";
  emails: string[];
  clues: string[];
  /** What the receiving server said. */
  text: string;
  status?: string;
  /** What it is where the words say nothing: the provider's own judgement. */
  otherwise?: { class: BounceClass; reason: BounceReason };
};

/** How many events were taken, known before, and about no mail of ours. */
export type Tally = { taken: number; known: number; unmatched: number };

const MESSAGE_ID = /(?<![0-9a-f])([0-9a-f]{32})\.(\d{1,10})@/i;

/** Take what a provider told, after its signature was read. An event that matches no delivery by its address is logged and changes nothing. */
export async function takeEvents(source: BounceSource, events: ProviderEvent[], now = new Date()): Promise<Tally> {
  const tally: Tally = { taken: 0, known: 0, unmatched: 0 };
  for (const event of events) tally[await takeEvent(source, event, now)]++;
  if (tally.unmatched > 0) log.info({ source, ...tally }, "a provider told of mails that are nobody's");
  return tally;
}

async function takeEvent(source: BounceSource, event: ProviderEvent, now: Date): Promise<keyof Tally> {
  // A Message-ID can be read in any copy of a mail: it needs the right address with it.
  const named = nameOf(event.clues, event.emails.length > 0);
  const delivery = named && (await findReturned(named));
  if (!delivery) return "unmatched";
  // Told of another address than we wrote to: not this mail.
  if (
    delivery.email !== "" &&
    event.emails.length > 0 &&
    !event.emails.some((email) => email.toLowerCase() === delivery.email.toLowerCase())
  )
    return "unmatched";
  if (event.kind === "unsubscribe") await leaveByLink(delivery, "list", "", now);
  const came = { inbound: inboundOf(event, delivery.email), raw: null, source };
  const isNew = await inAccount(delivery.accountId, (db) =>
    takeReturn(systemTenant(delivery.accountId, db, `${source} webhook`), delivery, came, now),
  );
  return isNew ? "taken" : "known";
}

// The sealed address where one came along, else our own Message-ID: whoever speaks here has proved to be the provider.
function nameOf(clues: string[], hasAddress: boolean): { campaignId: string; seq: number } | null {
  const text = clues.join("\n");
  const sealed = findInboundAddress(text);
  if (sealed) return sealed.purpose === "house_bounce" ? null : sealed;
  const found = hasAddress ? MESSAGE_ID.exec(text) : null;
  if (!found) return null;
  const hex = found[1]!.toLowerCase();
  const campaignId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  const seq = Number(found[2]);
  return isUuid(campaignId) && seq <= 0x7fffffff ? { campaignId, seq } : null;
}

function inboundOf({ kind, text, status, otherwise }: ProviderEvent, email: string): Inbound {
  const base = { messageId: null, token: null, from: "", subject: "" };
  if (kind === "complaint") return { ...base, kind, class: "complaint", reason: "abuse", hard: false, recipients: [] };
  if (kind === "unsubscribe")
    return { ...base, kind, class: "unsubscribe", reason: "unsubscribe", hard: false, recipients: [] };
  const said = judgeReply({ enhanced: status ?? null, text });
  const isTheirs = otherwise && (said.class === "unclear" || otherwise.reason === "suppressed");
  const verdict = isTheirs
    ? { ...otherwise, hard: otherwise.class === "user_unknown" || otherwise.class === "host_unknown" }
    : said;
  const { class: named, reason } = verdict;
  const hard = kind === "bounce" && verdict.hard;
  const recipient = {
    address: email,
    class: named,
    reason,
    hard,
    action: kind === "bounce" ? "failed" : "delayed",
    status: status ?? "",
    diagnostic: text,
  };
  return { ...base, kind, class: named, reason, hard, recipients: [recipient] };
}
