import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { globSync } from "tinyglobby";
import { inject } from "vitest";
import type { Tenant } from "@/lib/accounts";
import type { TestAccount } from "./accounts";

type Call<Ids> = (tenant: Tenant, theirs: Ids, ours: Ids) => Promise<unknown>;

/** What a module's operations do with the ids of another account. Every one of them is under one of the three. */
export type Walls<Ids> = {
  /** Fill an account with one of each record; answers their ids. */
  furnish: (account: TestAccount) => Promise<Ids>;
  /** Must answer `not_found`. */
  refused: Record<string, Call<Ids>>;
  /** Must answer as if there were nothing: with the second value. */
  blind: Record<string, [Call<Ids>, unknown]>;
  /** Take no id of a record. */
  idless: readonly string[];
};

/** The walls of one module. */
export function walls<Ids>(of: Walls<Ids>): Walls<Ids> {
  return of;
}

/** Names of all operations behind a module's door that take a tenant. */
export function tenantedOperations(noun: string): string[] {
  const folder = `lib/${noun}`;
  const door = readFileSync(path.join(folder, "index.ts"), "utf8");
  return [...door.matchAll(/export \{([^}]+)\} from "(\.[\w./-]+)"/g)].flatMap(([, names = "", file = ""]) => {
    const behind = readFileSync(path.join(folder, `${file}.ts`), "utf8");
    const called = names.split(",").map((name) => name.trim());
    return called.filter((name) =>
      new RegExp(`function ${name}\\b(?:<[^(]*>)?\\(\\s*(?:\\w+|\\{[^}]*\\}): Tenant\\b`).test(behind),
    );
  });
}

/** Modules whose door has an operation that takes a tenant. */
export function tenantedModules(): string[] {
  const doors = globSync("lib/*/index.ts").map((file) => path.basename(path.dirname(file)));
  return doors.filter((noun) => tenantedOperations(noun).length > 0).sort();
}

/** Every row of an account in every table, by table: a hash that changes with any of them. */
export function rowsOf(account: TestAccount): Promise<Record<string, string>> {
  return everyTable(account, "md5(string_agg(r::text, E'\\n' ORDER BY r::text))");
}

/** The same as text, table by table: what a dump of the database would hold of an account. */
export function dumpOf(account: TestAccount): Promise<Record<string, string>> {
  return everyTable(account, "string_agg(r::text, E'\\n')");
}

// Read as the owner, past row-level security.
async function everyTable({ accountId }: TestAccount, gathered: string): Promise<Record<string, string>> {
  const owner = new pg.Client({ connectionString: inject("databaseUrl") });
  await owner.connect();
  try {
    const { rows: tables } = await owner.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await owner.query<{ said: string | null }>(
        `SELECT ${gathered} AS said FROM ${name} r WHERE account_id = $1`,
        [accountId],
      );
      if (rows[0]?.said) found[name] = rows[0].said;
    }
    return found;
  } finally {
    await owner.end();
  }
}
