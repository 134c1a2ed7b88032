import type { PoolClient } from "pg";
import { wordsOf } from "@/lib/contacts/words";
import { readAddress } from "@/lib/platform/address";

type Run = { accountId: string; importId: string };

/**
 * Turn staged rows into contacts, memberships and proofs of consent, set by set, and tell each row's outcome: new, updated; or unsubscribed,
 * suppressed, left, address_suppressed, for whom nothing changes; none for who is as the row says. `count` is how many rows there are. No status
 * is ever touched.
 */
export async function addPeople(client: PoolClient, { accountId, importId }: Run, count: number): Promise<void> {
  const run = async (sql: string) =>
    (await client.query(sql, sql.includes("$2") ? [accountId, importId] : [accountId])).rowCount ?? 0;
  // See holdSuppressions: nobody is suppressed and added at the same moment.
  await run("SELECT pg_advisory_xact_lock_shared(hashtextextended('suppression ' || $1::text, 0))");
  const known = count - (await run(SUPPRESSED)) - (await run(NEW));
  if (known > 0) {
    for (const sql of [KNOWN, CHANGED]) await run(sql);
    await forgetOldWords(client, accountId);
  }
  for (const sql of [WORDS, JOINED]) await run(sql);
  if (known > 0) await run(LEFT);
  await run(CONSENT);
}

async function forgetOldWords(client: PoolClient, accountId: string): Promise<void> {
  const { rows } = await client.query<{ id: string; was_name: string; email: string }>(
    "SELECT id, was_name, email FROM staged WHERE outcome = 'updated' AND name <> '' AND name <> was_name",
  );
  const old = rows.flatMap(({ id, was_name, email }) => {
    const address = readAddress(email);
    return address ? wordsOf(was_name, address).map((word) => ({ id, word })) : [];
  });
  if (old.length === 0) return;
  await client.query(
    `DELETE FROM contact_word w USING unnest($2::text[], $3::uuid[]) AS old(word, id)
     WHERE w.account_id = $1 AND w.word = old.word AND w.contact_id = old.id`,
    [accountId, old.map(({ word }) => word), old.map(({ id }) => id)],
  );
}

// An address that is no contact and may not become one.
const SUPPRESSED = `UPDATE staged s SET outcome = 'address_suppressed' FROM suppression p
  WHERE p.account_id = $1 AND p.email_hash = s.email_hash
    AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.account_id = $1 AND c.email_key = s.email_key)`;

// In the order of the addresses, so that two imports of the same people wait for each other instead of locking each other out.
const NEW = `WITH fresh AS (
    INSERT INTO contact (account_id, id, email, email_key, name, fields, import_id)
    SELECT $1, id, email, email_key, name, fields, $2 FROM staged WHERE outcome IS NULL ORDER BY email_key
    ON CONFLICT (account_id, email_key) DO NOTHING RETURNING id)
  UPDATE staged s SET outcome = 'new' FROM fresh WHERE s.id = fresh.id`;

const KNOWN = `UPDATE staged s SET id = c.id, was_name = c.name, outcome = CASE WHEN c.status IN ('unsubscribed', 'suppressed') THEN c.status END
  FROM contact c WHERE s.outcome IS NULL AND c.account_id = $1 AND c.email_key = s.email_key`;

const CHANGED = `WITH changed AS (
    UPDATE contact c SET name = CASE WHEN s.name = '' THEN c.name ELSE s.name END, fields = c.fields || s.fields, updated_at = now()
    FROM staged s WHERE s.outcome IS NULL AND c.account_id = $1 AND c.id = s.id AND c.status NOT IN ('unsubscribed', 'suppressed')
      AND ((s.name <> '' AND s.name <> c.name) OR NOT c.fields @> s.fields)
    RETURNING c.id)
  UPDATE staged s SET outcome = 'updated' FROM changed WHERE s.id = changed.id`;

const WORDS = `INSERT INTO contact_word (account_id, word, contact_id)
  SELECT $1, word, s.id FROM staged s, unnest(s.words) AS word
  WHERE s.outcome = 'new' OR (s.outcome = 'updated' AND s.name <> '') ORDER BY word, s.id`;

const JOINED = `WITH joined AS (
    INSERT INTO membership (account_id, list_id, contact_id, import_id)
    SELECT $1, i.list_id, s.id, $2 FROM staged s, contact_import i
    WHERE i.account_id = $1 AND i.id = $2 AND i.list_id IS NOT NULL AND (s.outcome IS NULL OR s.outcome IN ('new', 'updated'))
    ORDER BY s.id ON CONFLICT DO NOTHING RETURNING contact_id)
  UPDATE staged s SET joined = true, outcome = COALESCE(s.outcome, 'updated') FROM joined WHERE s.id = joined.contact_id`;

const LEFT = `UPDATE staged s SET outcome = 'left' FROM membership m, contact_import i
  WHERE s.outcome IS NULL AND i.account_id = $1 AND i.id = $2 AND m.account_id = $1 AND m.list_id = i.list_id
    AND m.contact_id = s.id AND m.left_at IS NOT NULL`;

const CONSENT = `INSERT INTO consent_event (account_id, id, contact_id, list_id, kind, source, wording, import_id, actor_name)
  SELECT $1, s.consent_id, s.id, i.list_id, 'granted', i.consent_source, i.consent_note, $2, i.created_by
  FROM staged s, contact_import i WHERE i.account_id = $1 AND i.id = $2 AND (s.joined OR (s.outcome = 'new' AND i.list_id IS NULL))`;
