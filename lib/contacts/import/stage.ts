import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { newId } from "@/lib/platform/ids";
import { suppressionHash } from "@/lib/contacts/suppression-key";
import { wordsOf } from "@/lib/contacts/words";
import type { Candidate } from "@/lib/contacts/file/candidate";

/**
 * Copy people into a table of this transaction, `staged`: one row each, with the ids that a new contact and its consent would have.
 * `outcome` is empty until it is known what becomes of them.
 */
export async function stage(client: PoolClient, lines: readonly string[]): Promise<void> {
  await client.query(`CREATE TEMP TABLE staged (no int, line int, id uuid, consent_id uuid, email text, email_key text COLLATE "C",
    email_hash bytea, name text, fields jsonb, words text[], was_name text, outcome text, joined boolean DEFAULT false) ON COMMIT DROP`);
  const copy = client.query(
    copyFrom("COPY staged (no, line, id, consent_id, email, email_key, email_hash, name, fields, words) FROM STDIN"),
  );
  // A few large pieces: each is one message to the database.
  await pipeline(Readable.from(slicesOf(lines).map((slice) => slice.join(""))), copy);
}

function slicesOf<T>(all: readonly T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

/** A person as a line of `staged`, in the text format of COPY; `no` is the number of their row. */
export function stagedLine(
  accountId: string,
  no: number,
  { line, address, emailKey, name, fields }: Candidate,
): string {
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

// Backslash, tab and line ends are written with a backslash; Postgres takes no zero byte.
function escapeCell(cell: string): string {
  return cell.replace(/[\\\t\n\r\0]/g, (sign) => ESCAPES[sign]!);
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "" };
