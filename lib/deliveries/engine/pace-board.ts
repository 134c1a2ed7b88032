import { bulkInSystem } from "@/lib/platform/db";
import type { Item } from "./item";
import { domainOf, type DomainPace, type Pace } from "./pace";

const SHOWN = 12;

type Seen = { accountId: string; campaignId: string; domains: Map<string, number> };

/** What each campaign sent to each domain since the last time it was written down, for the page of the sending. */
export class PaceBoard {
  #seen = new Map<string, Seen>();
  #since = performance.now();

  count({ accountId, campaignId, row }: Item): void {
    let seen = this.#seen.get(campaignId);
    if (!seen) this.#seen.set(campaignId, (seen = { accountId, campaignId, domains: new Map() }));
    const domain = domainOf(row.email);
    seen.domains.set(domain, (seen.domains.get(domain) ?? 0) + 1);
  }

  /** Write down the largest domains of each campaign, and those that are slow whatever their size. */
  async write(worker: string, pace: Pace): Promise<void> {
    const seconds = Math.max(0.1, (performance.now() - this.#since) / 1000);
    const campaigns = [...this.#seen.values()];
    this.#seen.clear();
    this.#since = performance.now();
    if (campaigns.length === 0) return;
    const paces = new Map(pace.report().map((one) => [one.domain, one]));
    const rows = campaigns.flatMap((seen) => shownOf(seen, paces, seconds));
    await bulkInSystem((client) => client.query(WRITE, [worker, ...columnsOf(rows)]));
  }
}

type Row = Pick<Seen, "accountId" | "campaignId"> & { domain: string; perSecond: number; pace: DomainPace | undefined };

function shownOf({ accountId, campaignId, domains }: Seen, paces: Map<string, DomainPace>, seconds: number): Row[] {
  const isSlow = (domain: string) => (paces.get(domain)?.state ?? "flowing") !== "flowing";
  return [...domains.entries()]
    .sort(([one, n], [other, m]) => Number(isSlow(other)) - Number(isSlow(one)) || m - n)
    .slice(0, SHOWN)
    .map(([domain, n]) => ({ accountId, campaignId, domain, perSecond: n / seconds, pace: paces.get(domain) }));
}

function columnsOf(rows: Row[]): unknown[] {
  return [
    rows.map(({ accountId }) => accountId),
    rows.map(({ campaignId }) => campaignId),
    rows.map(({ domain }) => domain),
    rows.map(({ perSecond }) => perSecond),
    rows.map(({ pace }) => pace?.state ?? "flowing"),
    rows.map(({ pace }) => pace?.perSecond ?? null),
    rows.map(({ pace }) => pace?.restMs ?? 0),
    rows.map(({ pace }) => pace?.reply ?? ""),
  ];
}

const WRITE = `
  INSERT INTO delivery_pace (worker, account_id, campaign_id, domain, per_second, state, most_per_second, rests_until, reply)
  SELECT $1, t.account_id, t.campaign_id, t.domain, t.per_second, t.state, t.most,
    CASE WHEN t.rest_ms > 0 THEN now() + make_interval(secs => t.rest_ms / 1000.0) END, t.reply
  FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::real[], $6::text[], $7::real[], $8::int[], $9::text[])
    AS t(account_id, campaign_id, domain, per_second, state, most, rest_ms, reply)
  ORDER BY 2, 3, 4
  ON CONFLICT (account_id, campaign_id, domain, worker) DO UPDATE SET per_second = excluded.per_second, state = excluded.state,
    most_per_second = excluded.most_per_second, rests_until = excluded.rests_until, reply = excluded.reply, at = now()`;

/** Forget what was seen more than a day ago: a sending that is over has no pace. */
export function forgetPaces(): Promise<unknown> {
  return bulkInSystem((client) => client.query("DELETE FROM delivery_pace WHERE at < now() - interval '1 day'"));
}
