import { systemTenant } from "@/lib/accounts";
import { note } from "@/lib/deliveries/note";
import { inAccount } from "@/lib/platform/db";
import { dayLimitOf } from "@/lib/senders";
import type { DayLimit } from "@/lib/senders/schema";
import type { Run } from "./runs";

const KNOWN_MS = 10_000;

/** What may leave in a day from domains that are being warmed up, asked every ten seconds; and that a day was full, told once a day. */
export class DayLimits {
  #known = new Map<string, { limit: DayLimit | null; until: number }>();
  #told = new Map<string, string>();

  async of({ accountId, campaignId, fromEmail }: Run): Promise<DayLimit | null> {
    const now = performance.now();
    const known = this.#known.get(campaignId);
    if (known && known.until > now) return known.limit;
    const limit = await inAccount(accountId, (db) => dayLimitOf(systemTenant(accountId, db, "sending"), fromEmail));
    if (this.#known.size > 10_000) this.#known.clear();
    this.#known.set(campaignId, { limit, until: now + KNOWN_MS });
    return limit;
  }

  /** Write down for people that this campaign goes on tomorrow. */
  async tell({ accountId, campaignId }: Run): Promise<void> {
    const limit = this.#known.get(campaignId)?.limit;
    const today = new Date().toISOString().slice(0, 10);
    if (!limit || this.#told.get(campaignId) === today) return;
    this.#told.set(campaignId, today);
    const detail = { domain: limit.domain, n: limit.limit };
    await inAccount(accountId, async (db) => {
      // Another worker, or this one before it was started again, may have said so.
      const where = { accountId, campaignId, kind: "day_full", at: { gte: new Date(`${today}T00:00:00Z`) } };
      if ((await db.deliveryLog.count({ where })) > 0) return;
      await note(systemTenant(accountId, db, "sending"), { campaignId, kind: "day_full", detail });
    });
  }
}
