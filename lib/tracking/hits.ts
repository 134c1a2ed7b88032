import type pg from "pg";
import { contactEventSql } from "@/lib/contacts";
import { Flag } from "@/lib/deliveries";
import type { DeliveryKey } from "@/lib/deliveries";
import { bulkInSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { classify, type Evidence, type HitClass } from "./classify";

/** One opening or click as it reached us. */
export type Hit = DeliveryKey & {
  kind: "open" | "click";
  link: number | null;
  at: Date;
  agent: string;
  method: string;
  burst: number;
};

type Row = {
  accountId: string;
  campaignId: string;
  seq: number;
  contactId: string;
  flags: number;
  settledAt: Date | null;
};
type Judged = Hit & { class: HitClass; evidence: Evidence; row: Row };

const FLAGS: Record<string, number> = {
  "open human": Flag.openedHuman,
  "open proxy": Flag.openedProxy,
  "open machine": Flag.openedMachine,
  "click human": Flag.clickedHuman,
  "click machine": Flag.clickedMachine,
};

/**
 * Write a batch of hits: events, sums by campaign, hour and link, flags in the ledger, and what they say about the contact, in one
 * transaction. A person is counted once for each mail: by the flag that is newly set. Hits on rows that do not exist are dropped.
 */
export async function recordHits(hits: Hit[]): Promise<void> {
  await bulkInSystem(async (client) => {
    const rows = await lockRows(client, hits);
    const judged = hits.flatMap((hit) => judge(hit, rows.get(keyOf(hit))));
    if (judged.length === 0) return;
    await insertEvents(client, judged);
    const people = await setFlags(client, judged);
    await addSums(client, judged, people);
    await addLinkSums(client, judged);
    await tellContacts(client, judged);
  });
}

// Sorted, so that two batches never wait for each other in a ring.
async function lockRows(client: pg.PoolClient, hits: Hit[]): Promise<Map<string, Row>> {
  const { rows } = await client.query<Row>(
    `SELECT d.account_id AS "accountId", d.campaign_id AS "campaignId", d.seq, d.contact_id AS "contactId", d.flags, d.settled_at AS "settledAt"
     FROM delivery d JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS k(account_id, campaign_id, seq)) k
       USING (account_id, campaign_id, seq)
     ORDER BY d.account_id, d.campaign_id, d.seq FOR UPDATE OF d`,
    [hits.map((hit) => hit.accountId), hits.map((hit) => hit.campaignId), hits.map((hit) => hit.seq)],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function judge(hit: Hit, row: Row | undefined): Judged[] {
  if (!row) return [];
  const afterS = row.settledAt ? (hit.at.getTime() - row.settledAt.getTime()) / 1000 : null;
  const evidence = { agent: hit.agent.slice(0, 200), method: hit.method, afterS, burst: hit.burst };
  return [{ ...hit, row, evidence, class: classify(hit.kind, evidence) }];
}

async function insertEvents(client: pg.PoolClient, judged: Judged[]) {
  await client.query(
    `INSERT INTO event (account_id, id, campaign_id, contact_id, at, seq, link, kind, class, evidence)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::int[], $7::smallint[], $8::text[], $9::text[], $10::jsonb[])`,
    [
      judged.map((hit) => hit.accountId),
      judged.map(() => newId()),
      judged.map((hit) => hit.campaignId),
      judged.map((hit) => hit.row.contactId),
      judged.map((hit) => hit.at),
      judged.map((hit) => hit.seq),
      judged.map((hit) => hit.link),
      judged.map((hit) => hit.kind),
      judged.map((hit) => hit.class),
      judged.map((hit) => JSON.stringify(hit.evidence)),
    ],
  );
}

// Answers the hits that were the first of their kind and class for their mail.
async function setFlags(client: pg.PoolClient, judged: Judged[]): Promise<Set<Judged>> {
  const first = new Set<Judged>();
  const bits = new Map<string, { row: Row; flags: number }>();
  for (const hit of judged) {
    const bit = FLAGS[`${hit.kind} ${hit.class}`] ?? 0;
    const kept = bits.get(keyOf(hit)) ?? { row: hit.row, flags: hit.row.flags };
    if ((kept.flags & bit) === 0) first.add(hit);
    kept.flags |= bit;
    bits.set(keyOf(hit), kept);
  }
  const changed = [...bits.values()].filter(({ row, flags }) => row.flags !== flags);
  if (changed.length > 0)
    await client.query(
      `UPDATE delivery d SET flags = d.flags | k.flags FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::smallint[]) AS k(account_id, campaign_id, seq, flags)
       WHERE d.account_id = k.account_id AND d.campaign_id = k.campaign_id AND d.seq = k.seq`,
      [
        changed.map(({ row }) => row.accountId),
        changed.map(({ row }) => row.campaignId),
        changed.map(({ row }) => row.seq),
        changed.map(({ flags }) => flags),
      ],
    );
  return first;
}

async function addSums(client: pg.PoolClient, judged: Judged[], people: Set<Judged>) {
  const facts = judged.map((hit) => ({
    account_id: hit.accountId,
    campaign_id: hit.campaignId,
    hour: new Date(Math.floor(hit.at.getTime() / 3_600_000) * 3_600_000),
    kind: hit.kind,
    class: hit.class,
    people: people.has(hit) ? 1 : 0,
  }));
  const given = `jsonb_to_recordset($1) AS f(account_id uuid, campaign_id uuid, hour timestamptz, kind text, class text, people int)`;
  await client.query(
    `INSERT INTO stat_campaign AS s (account_id, campaign_id, kind, class, hits, people)
     SELECT account_id, campaign_id, kind, class, count(*), sum(people) FROM ${given} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
     ON CONFLICT (account_id, campaign_id, kind, class) DO UPDATE SET hits = s.hits + excluded.hits, people = s.people + excluded.people`,
    [JSON.stringify(facts)],
  );
  await client.query(
    `INSERT INTO stat_hour AS s (account_id, campaign_id, hour, kind, class, hits, people)
     SELECT account_id, campaign_id, hour, kind, class, count(*), sum(people) FROM ${given} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
     ON CONFLICT (account_id, campaign_id, hour, kind, class) DO UPDATE SET hits = s.hits + excluded.hits, people = s.people + excluded.people`,
    [JSON.stringify(facts)],
  );
}

async function addLinkSums(client: pg.PoolClient, judged: Judged[]) {
  const clicks = judged.filter((hit) => hit.link !== null);
  if (clicks.length === 0) return;
  const facts = clicks.map(({ accountId, campaignId, seq, link, class: by }) => ({
    account_id: accountId,
    campaign_id: campaignId,
    seq,
    link,
    class: by,
  }));
  await client.query(
    `WITH f AS (SELECT * FROM jsonb_to_recordset($1) AS f(account_id uuid, campaign_id uuid, seq int, link smallint, class text)),
       new AS (INSERT INTO link_click (account_id, campaign_id, seq, link, class)
         SELECT DISTINCT account_id, campaign_id, seq, link, class FROM f ORDER BY 1, 2, 3, 4, 5
         ON CONFLICT DO NOTHING RETURNING account_id, campaign_id, link, class),
       people AS (SELECT account_id, campaign_id, link, class, count(*) AS n FROM new GROUP BY 1, 2, 3, 4)
     INSERT INTO stat_link AS s (account_id, campaign_id, link, class, hits, people)
     SELECT f.account_id, f.campaign_id, f.link, f.class, count(*), COALESCE(max(p.n), 0)
     FROM f LEFT JOIN people p USING (account_id, campaign_id, link, class) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
     ON CONFLICT (account_id, campaign_id, link, class) DO UPDATE SET hits = s.hits + excluded.hits, people = s.people + excluded.people`,
    [JSON.stringify(facts)],
  );
}

// Only a person says something about a contact: a program would make every address look alive.
async function tellContacts(client: pg.PoolClient, judged: Judged[]) {
  const byAccount = Map.groupBy(
    judged.filter((hit) => hit.class === "human"),
    (hit) => hit.accountId,
  );
  for (const accountId of [...byAccount.keys()].sort()) {
    const contactIds = [...new Set(byAccount.get(accountId)!.map((hit) => hit.row.contactId))].sort();
    const sql = contactEventSql(accountId, { event: "engage", contactIds });
    await client.query(sql.text, sql.values);
  }
}

function keyOf({ accountId, campaignId, seq }: DeliveryKey): string {
  return `${accountId} ${campaignId} ${seq}`;
}
