import "server-only";
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";

/** Where a secret lives: it opens nowhere else, so a sealed text copied to another row or account is worth nothing. */
export type SecretPlace = { purpose: string; accountId: string; rowId: string };

type Master = { id: string; key: Buffer };

const VERSION = "s1";
const NONCE_BYTES = 12; // NIST SP 800-38D 8.2.1
const TAG_BYTES = 16;
let masters: Master[] | undefined;

/** Seal a secret for one place: AES-256-GCM under the newest key, as text that begins with the id of that key. */
export function sealSecret(place: SecretPlace, secret: string): string {
  const master = keys()[0]!;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(master, place), nonce).setAAD(boundTo(place));
  const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, master.id, sealed.toString("base64url")].join(".");
}

/** The secret that was sealed for this place. Throws when it was sealed for another, was changed, or its key is not among SECRETS_KEY. */
export function openSecret(place: SecretPlace, text: string): string {
  const [version, id, body = ""] = text.split(".");
  const master = version === VERSION ? keys().find((known) => known.id === id) : undefined;
  if (!master) throw new Error(`The key ${id} of a secret is not known here: add it to SECRETS_KEY.`);
  const bytes = Buffer.from(body, "base64url");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error("A secret is cut short.");
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", keyOf(master, place), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(boundTo(place)).setAuthTag(bytes.subarray(end));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final()]).toString("utf8");
}

/** What every text begins with that was sealed by the newest key; any other is to be sealed again. */
export function newestSeal(): string {
  return `${VERSION}.${keys()[0]!.id}.`;
}

/** Read the keys again. For a process whose settings change, which only tests have. */
export function forgetKeys(): void {
  masters = undefined;
}

// SECRET is always the last: what was sealed before SECRETS_KEY was set still opens.
function keys(): Master[] {
  const given = [...(env().SECRETS_KEY ?? []), env().SECRET];
  return (masters ??= given.map((secret) => {
    const key = Buffer.from(hkdfSync("sha256", secret, "", "mailee secrets at rest", 32));
    return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
  }));
}

// A key for each account and purpose: the random nonces of one never meet those of another.
function keyOf({ key }: Master, { purpose, accountId }: SecretPlace): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", `${purpose} ${accountId}`, 32));
}

function boundTo({ purpose, accountId, rowId }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([VERSION, purpose, accountId, rowId]));
}
