import type { Db } from "@/lib/platform/db";
import { newestSeal, openSecret, sealSecret, type SecretPlace } from "@/lib/platform/secrets";
import { keyPlace } from "./domain-key";
import { relayPlace } from "./relay-place";

const AT_ONCE = 200;

/** Seal some of the secrets anew that the newest key did not seal. Answers how many; a key that is not known any more throws. */
export async function sealAnew(db: Db): Promise<number> {
  const old = { not: { startsWith: newestSeal() } };
  const relays = await db.relay.findMany({
    where: { secret: old },
    select: { accountId: true, secret: true },
    take: AT_ONCE,
  });
  for (const { accountId, secret } of relays) {
    const sealed = renew(relayPlace(accountId), secret!);
    // Only where it is still the same: somebody may be saving another.
    await db.relay.updateMany({ where: { accountId, secret }, data: { secret: sealed } });
  }
  const keys = await db.dkimKey.findMany({ where: { privateKey: old }, take: AT_ONCE });
  for (const { accountId, domainId, slot, selector, privateKey } of keys) {
    const sealed = renew(keyPlace(accountId, domainId, selector), privateKey);
    await db.dkimKey.updateMany({ where: { accountId, domainId, slot, privateKey }, data: { privateKey: sealed } });
  }
  return relays.length + keys.length;
}

function renew(place: SecretPlace, sealed: string): string {
  return sealSecret(place, openSecret(place, sealed));
}
