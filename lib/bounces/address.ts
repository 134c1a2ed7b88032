import { timingSafeEqual } from "node:crypto";
import { uuidBytes, uuidText } from "@/lib/platform/ids";
import { fourSeals } from "@/lib/platform/tokens";
import { base32, fromBase32 } from "./base32";

/** What a mail to such an address is: a bounce of a campaign's mail, an answer to it, a wish to leave by mail, a bounce of a mail of the house. */
export type InboundPurpose = "bounce" | "reply" | "unsubscribe" | "house_bounce";

/** The mail an address belongs to: a row of the ledger, or (`house_bounce`) the id of a mail of the outbox with the number 0. */
export type Returned = { campaignId: string; seq: number };

const MARKS: Record<InboundPurpose, string> = { bounce: "b", reply: "r", unsubscribe: "u", house_bounce: "h" };
const PURPOSES = Object.fromEntries(Object.entries(MARKS).map(([purpose, mark]) => [mark, purpose as InboundPurpose]));
const SEAL_BYTES = 10; // 80 bits: nobody guesses one, and the local part stays under 64 letters (RFC 5321 4.5.3.1.1)
const KEY_BYTES = 20;
const LENGTH = ((KEY_BYTES + SEAL_BYTES) * 8) / 5;
const LOCAL = new RegExp(`^(?:[^@]{0,64}\\+)?([bruh])-([a-z2-7]{${LENGTH}})$`);
const ANYWHERE = new RegExp(`(?<![a-z0-9])[bruh]-[a-z2-7]{${LENGTH}}(?![a-z0-9])`, "gi");
const MOST_LOOKED_AT = 50;

/**
 * The return path of one person's mail (VERP, RFC 5321 3.6.2 leaves it to us): whatever comes back names its mail itself. Pure, and made without a query.
 * `domain` is where inbound mail arrives; one that holds a `+@` (`bounces+@example.com`) uses sub-addresses of that mailbox (RFC 5233).
 */
export function returnPathOf(mail: Returned, domain: string): string {
  return inboundAddress("bounce", mail, domain);
}

/** An address of ours for one mail and one purpose. The seal covers both, so an address for answers cannot report a bounce. */
export function inboundAddress(purpose: InboundPurpose, mail: Returned, domain: string): string {
  const bytes = Buffer.allocUnsafe(KEY_BYTES + SEAL_BYTES);
  bytes.set(uuidBytes(mail.campaignId));
  bytes.writeUInt32BE(mail.seq, 16);
  sealOf(MARKS[purpose], bytes.subarray(0, KEY_BYTES)).copy(bytes, KEY_BYTES, 0, SEAL_BYTES);
  const local = `${MARKS[purpose]}-${base32(bytes)}`;
  const plus = domain.indexOf("+@");
  return plus < 0 ? `${local}@${domain}` : `${domain.slice(0, plus + 1)}${local}${domain.slice(plus + 1)}`;
}

/** Whose mail an address of ours belongs to, in whatever case and under whatever domain it comes back. Null for anything that we did not make. */
export function readInboundAddress(address: string): (Returned & { purpose: InboundPurpose }) | null {
  const at = address.lastIndexOf("@");
  const found = LOCAL.exec((at < 0 ? address : address.slice(0, at)).slice(-128).toLowerCase());
  if (!found) return null;
  const bytes = fromBase32(found[2]!)!;
  const key = bytes.subarray(0, KEY_BYTES);
  const seal = sealOf(found[1]!, key).subarray(0, SEAL_BYTES);
  if (!timingSafeEqual(seal, bytes.subarray(KEY_BYTES))) return null;
  return { purpose: PURPOSES[found[1]!]!, campaignId: uuidText(key.subarray(0, 16)), seq: key.readUInt32BE(16) };
}

/** The mail whose bounce comes back to this address, or null when it is not a return path of ours. */
export function readReturnPath(address: string): Returned | null {
  const read = readInboundAddress(address);
  return read?.purpose === "bounce" ? { campaignId: read.campaignId, seq: read.seq } : null;
}

/** The first address of ours that stands anywhere in a text, as in the returned headers of a bounce that came to another door. */
export function findInboundAddress(text: string): (Returned & { purpose: InboundPurpose }) | null {
  let looked = 0;
  for (const [candidate] of text.matchAll(ANYWHERE)) {
    const read = readInboundAddress(candidate);
    if (read) return read;
    if (++looked >= MOST_LOOKED_AT) return null;
  }
  return null;
}

// Each purpose has its own part of one seal: a mail's return path and its way to leave cost one between them.
const PARTS = ["b", "r", "u", "h"];
let last: { content: Buffer; seals: Buffer[] } = { content: Buffer.alloc(0), seals: [] };

function sealOf(mark: string, content: Uint8Array): Buffer {
  if (!last.content.equals(content))
    last = { content: Buffer.from(content), seals: fourSeals("inbound address", content) };
  return last.seals[PARTS.indexOf(mark)]!;
}
