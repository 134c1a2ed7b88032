import { generateKeyPair, randomInt } from "node:crypto";
import { promisify } from "node:util";
import { sealSecret, type SecretPlace } from "@/lib/platform/secrets";

const generate = promisify(generateKeyPair);
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** A new pair of RSA keys of 2048 bits (RFC 8301) for one slot of a domain, the private half sealed, under a selector nobody used before. */
export async function makeKey(accountId: string, domainId: string, slot: number) {
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const selector = `ml${slot}-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
  return {
    accountId,
    domainId,
    slot,
    selector,
    publicKey: publicKey.toString("base64"),
    privateKey: sealSecret(keyPlace(accountId, domainId, selector), privateKey),
    isInDns: false,
    activatedAt: null,
  };
}

/** Where the private half of a key is sealed for. */
export function keyPlace(accountId: string, domainId: string, selector: string): SecretPlace {
  return { purpose: "dkim", accountId, rowId: `${domainId}/${selector}` };
}

/** The TXT record of a public key (RFC 6376 3.6.1). */
export function keyRecord(publicKey: string): string {
  return `v=DKIM1; k=rsa; p=${publicKey}`;
}
