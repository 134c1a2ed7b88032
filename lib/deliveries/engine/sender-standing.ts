import { systemTenant } from "@/lib/accounts";
import { inAccount } from "@/lib/platform/db";
import { mayGoOut } from "@/lib/senders";
import type { Run } from "./runs";

const KNOWN_MS = 2_000;

/** Whether campaigns may still go out from their address: the key of a domain can be lost while one is under way. That it may is known for two seconds, that it may not never. */
export class SenderStanding {
  #good = new Map<string, number>();

  async isGood({ accountId, campaignId, fromEmail }: Run): Promise<boolean> {
    const now = performance.now();
    if ((this.#good.get(campaignId) ?? 0) > now) return true;
    const isGood = await inAccount(accountId, (db) => mayGoOut(systemTenant(accountId, db, "sending"), fromEmail));
    if (this.#good.size > 10_000) this.#good.clear();
    if (isGood) this.#good.set(campaignId, now + KNOWN_MS);
    return isGood;
  }

  /** Ask anew before anything more of it is claimed. */
  forget(campaignId: string): void {
    this.#good.delete(campaignId);
  }
}
