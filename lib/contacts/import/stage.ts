import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { newId } from "@/lib/platform/ids";
import { suppressionHash } from "@/lib/contacts/suppression-key";
import { wordsOf } from "@/lib/contacts/words";
import type { Candidate } from "@/lib/contacts/file/candidate";
import type { Numbered } from "./read-batches";

/**
 * Copy people into a table of this transaction, `staged`: one row each, with the ids that a new contact and its consent would have.
 * `outcome` is empty until it is known what becomes of them.
 */
export async function stage(client: PoolClient, accountId: string, people: Numbered<Candidate>[]): Promise<void> {
  await client.query(`CREATE TEMP TABLE staged (no int, line int, id uuid, consent_id uuid, email text, email_key text COLLATE "C",
    email_hash bytea, name text, fields jsonb, words text[], was_name text, outcome text, joined boolean DEFAULT false) ON COMMIT DROP`);
  // A few large pieces: each is one message to the database.
  const pieces = slicesOf(people).map((slice) => slice.map((person) => stagedRow(accountId, person)).join(""));
  const copy = client.query(
    copyFrom("COPY staged (no, line, id, consent_id, email, email_key, email_hash, name, fields, words) FROM STDIN"),
  );
  await pipeline(Readable.from(pieces), copy);
  await client.query("ANALYZE staged");
}

function slicesOf<T>(all: T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

function stagedRow(accountId: string, { no, line, address, emailKey, name, fields }: Numbered<Candidate>): string {
  const words = wordsOf(name, address).map((word) => `"${word.replace(/["\\]/g, "\\$&")}"`);
  const cells = [
    String(no),
    String(line),
    newId(),
    newId(),
    address.address,
    emailKey,
    `\\x${suppressionHash(accountId, emailKey).toString("hex")}`,
    name,
    JSON.stringify(fields),
    `{${words.join(",")}}`,
  ];
  return `${cells.map(escapeCell).join("\t")}\n`;
}

// The text format of COPY: backslash, tab and line ends are written with a backslash; Postgres takes no zero byte.
function escapeCell(cell: string): string {
  return cell.replace(/[\\\t\n\r\0]/g, (sign) => ESCAPES[sign]!);
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "" };
