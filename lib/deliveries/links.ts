import { env } from "@/lib/platform/env";
import { uuidBytes, uuidText } from "@/lib/platform/ids";
import { seal, unseal } from "@/lib/platform/tokens";

/** One row of the ledger: whose, of which campaign, which number. */
export type DeliveryKey = { accountId: string; campaignId: string; seq: number };

/** What a link in a mail is for. A token of one purpose is worth nothing for another. */
export type LinkPurpose = "unsubscribe" | "web" | "open" | "click";

/** The addresses in one person's mail. Made from the key alone: no query, and the same for every attempt. */
export type PersonalLinks = { unsubscribe: string; web: string; open: string; click: (no: number) => string };

const KEY_BYTES = 36;

/** The links of one delivery, each sealed when it is asked for. `click` answers the tracked address of the link with this number. */
export function personalLinks(key: DeliveryKey): PersonalLinks {
  const { APP_URL } = env();
  const bytes = keyBytes(key);
  let unsubscribe: string | undefined;
  return {
    // In the header and in the text: the one that is asked for more than once.
    get unsubscribe() {
      return (unsubscribe ??= `${APP_URL}/u/${seal("unsubscribe", bytes)}`);
    },
    get web() {
      return `${APP_URL}/w/${seal("web", bytes)}`;
    },
    get open() {
      return `${APP_URL}/o/${seal("open", bytes)}.gif`;
    },
    click: (no) => `${APP_URL}/c/${sealLink(bytes, no)}`,
  };
}

/** Read a token out of a mail: the delivery, and the number of the link for a click. Null for anything that we did not seal. */
export function readPersonalLink(purpose: LinkPurpose, token: string): (DeliveryKey & { link: number | null }) | null {
  const bytes = unseal(purpose, token);
  if (!bytes || bytes.length !== KEY_BYTES + (purpose === "click" ? 2 : 0)) return null;
  return {
    accountId: uuidText(bytes.subarray(0, 16)),
    campaignId: uuidText(bytes.subarray(16, 32)),
    seq: bytes.readUInt32BE(32),
    link: purpose === "click" ? bytes.readUInt16BE(KEY_BYTES) : null,
  };
}

function keyBytes({ accountId, campaignId, seq }: DeliveryKey): Buffer {
  const number = Buffer.allocUnsafe(4);
  number.writeUInt32BE(seq);
  return Buffer.concat([uuidBytes(accountId), uuidBytes(campaignId), number]);
}

function sealLink(key: Buffer, no: number): string {
  const bytes = Buffer.allocUnsafe(KEY_BYTES + 2);
  key.copy(bytes);
  bytes.writeUInt16BE(no, KEY_BYTES);
  return seal("click", bytes);
}
