import { hash, verify } from "@node-rs/argon2";

// OWASP's parameters for Argon2id: 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// What a person without an account is measured against, so that a known and an unknown address take the same time.
const nobody = hash("nobody has this secret", COST);

/** The Argon2id hash (RFC 9106) of a secret, with its parameters and salt, as text. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** True if `password` is the one that was hashed. Without a hash it takes as long and is false. */
export async function verifyPassword(password: string, hashed: string | undefined): Promise<boolean> {
  const right = await verify(hashed || (await nobody), password);
  return right && Boolean(hashed);
}
