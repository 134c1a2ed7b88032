import { timingSafeEqual } from "node:crypto";
import { env } from "@/lib/platform/env";
import { uuidBytes, uuidText } from "@/lib/platform/ids";
import { fourSeals } from "@/lib/platform/tokens";

/** One row of the ledger: whose, of which campaign, which number. */
export type DeliveryKey = { accountId: string; campaignId: string; seq: number };

/** What a link in a mail is for. A token of one purpose is worth nothing for another. */
export type LinkPurpose = "unsubscribe" | "web" | "open" | "click";

/** The addresses in one person's mail. Made from the key alone: no query, and the same for every attempt. */
export type PersonalLinks = { unsubscribe: string; web: string; open: string; click: (no: number) => string };

const KEY_BYTES = 36; // a multiple of three: in base64url it ends on a whole character
const SEAL_BYTES = 16;
const CAMPAIGNS_KEPT = 200;
const masks = new Map<string, Buffer[]>();

/**
 * The links of one delivery. All seals come out of one HMAC over its key, a part for each purpose: whoever is handed one link cannot
 * make another out of it. They begin with `origin`, our own address unless told. `click` answers the tracked address of the link with this number.
 */
export function personalLinks(key: DeliveryKey, origin = env().APP_URL): PersonalLinks {
  const bytes = keyBytes(key);
  const [unsubscribe, web, open, click] = fourSeals("delivery links", bytes);
  const said = bytes.toString("base64url");
  const clicks: string[] = []; // a link stands in the HTML and in the text
  return {
    unsubscribe: `${origin}/u/${said}${unsubscribe.toString("base64url")}`,
    web: `${origin}/w/${said}${web.toString("base64url")}`,
    open: `${origin}/o/${said}${open.toString("base64url")}.gif`,
    click: (no) => (clicks[no] ??= `${origin}/c/${said}${sealClick(key.campaignId, no, click)}`),
  };
}

/** Read a token out of a mail: the delivery, and the number of the link for a click. Null for anything that we did not seal. Compares in constant time. */
export function readPersonalLink(purpose: LinkPurpose, token: string): (DeliveryKey & { link: number | null }) | null {
  const isClick = purpose === "click";
  const length = KEY_BYTES + (isClick ? 2 : 0) + SEAL_BYTES;
  if (token.length !== Math.ceil((length * 4) / 3) || !/^[\w-]+$/.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== length || bytes.toString("base64url") !== token) return null;
  const key = readKey(bytes);
  const seals = fourSeals("delivery links", bytes.subarray(0, KEY_BYTES));
  const link = isClick ? bytes.readUInt16BE(KEY_BYTES) : null;
  const expected = link === null ? seals[PURPOSES.indexOf(purpose)]! : masked(seals[3], maskOf(key.campaignId, link));
  return timingSafeEqual(bytes.subarray(-SEAL_BYTES), expected) ? { ...key, link } : null;
}

const PURPOSES: LinkPurpose[] = ["unsubscribe", "web", "open", "click"];

function readKey(bytes: Buffer): DeliveryKey {
  return {
    accountId: uuidText(bytes.subarray(0, 16)),
    campaignId: uuidText(bytes.subarray(16, 32)),
    seq: bytes.readUInt32BE(32),
  };
}

function keyBytes({ accountId, campaignId, seq }: DeliveryKey): Buffer {
  const bytes = Buffer.allocUnsafe(KEY_BYTES);
  bytes.set(uuidBytes(accountId), 0);
  bytes.set(uuidBytes(campaignId), 16);
  bytes.writeUInt32BE(seq, 32);
  return bytes;
}

function sealClick(campaignId: string, no: number, seal: Buffer): string {
  const bytes = Buffer.allocUnsafe(2 + SEAL_BYTES);
  bytes.writeUInt16BE(no);
  bytes.set(masked(seal, keptMaskOf(campaignId, no)), 2);
  return bytes.toString("base64url");
}

/**
 * The seal of a delivery's clicks for one link: no other number fits it. The mask is one for all readers of a campaign, so that a mail with
 * twenty links costs one HMAC. Someone with two mails could work out a third's seal from one of its links: a link of a mail they hold anyway.
 */
function masked(seal: Buffer, mask: Buffer): Buffer {
  const result = Buffer.allocUnsafe(SEAL_BYTES);
  for (let at = 0; at < SEAL_BYTES; at++) result[at] = seal[at]! ^ mask[at]!;
  return result;
}

function maskOf(campaignId: string, no: number): Buffer {
  return fourSeals("link of a campaign", Buffer.from(`${campaignId}:${no}`))[0];
}

/** The same, kept for campaigns that are being sent. Never asked with what comes from outside: that could fill it. */
function keptMaskOf(campaignId: string, no: number): Buffer {
  let own = masks.get(campaignId);
  if (!own) {
    if (masks.size >= CAMPAIGNS_KEPT) masks.clear();
    masks.set(campaignId, (own = []));
  }
  return (own[no] ??= maskOf(campaignId, no));
}
