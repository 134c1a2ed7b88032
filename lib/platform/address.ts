import { AppError } from "./errors";

const MAX_ADDRESS = 254; // RFC 5321 4.5.3.1.3, less the angle brackets
const MAX_LOCAL = 64; // RFC 5321 4.5.3.1.1

// atext of RFC 5322 3.2.3, and any letter above ASCII (RFC 6532); quoted local parts are refused on purpose:
// they are how one address is made to look like two.
const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export type Address = { address: string; local: string; domain: string };

/**
 * Read one mail address: trimmed, the domain lower-cased and as A-labels, the local part as typed (RFC 5321 2.4).
 * Null for anything that is not exactly one plain address: lists, quotes, comments, routes, control characters.
 */
export function readAddress(text: string): Address | null {
  const typed = text.trim();
  if (typed.length > MAX_ADDRESS) return null;
  const at = typed.indexOf("@");
  if (at < 1 || at !== typed.lastIndexOf("@")) return null;

  const local = typed.slice(0, at).normalize("NFC");
  if (Buffer.byteLength(local) > MAX_LOCAL || !LOCAL.test(local)) return null;

  const domain = readDomain(typed.slice(at + 1));
  if (!domain) return null;
  const address = `${local}@${domain}`;
  return address.length > MAX_ADDRESS ? null : { address, local, domain };
}

/** The key by which two spellings are one mailbox in a list: the whole address in lower case. */
export function addressKey({ address }: Address): string {
  return address.toLowerCase();
}

/** Like readAddress, but throws `invalid` when the text is not one plain address. */
export function parseAddress(text: string): Address {
  const address = readAddress(text);
  if (!address) throw new AppError("invalid", "address_invalid", "Write one address, like ana@example.com.");
  return address;
}

/** Read one domain name, lower-cased and as A-labels (RFC 5890), with at least two labels. Null for anything else. */
export function readDomain(text: string): string | null {
  if (!text || /[\s%@/?#\\:[\]]/.test(text)) return null;
  const ascii = toAscii(text);
  const labels = ascii.split(".");
  const last = labels.at(-1) ?? "";
  // A last label of digits would be an address of a machine, not a domain.
  if (labels.length < 2 || /^\d+$/.test(last)) return null;
  return labels.every((label) => LABEL.test(label)) ? ascii : null;
}

// The host parser of the URL standard is there in browsers too, where forms read addresses with this same code.
function toAscii(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return "";
  }
}
