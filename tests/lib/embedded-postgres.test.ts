import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { startPostgres } from "../../scripts/embedded-postgres.mjs";

const ask = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

test("a database starts from nothing, keeps its rows over a restart and lets nobody in without the password", async () => {
  const root = await mkdtemp(path.join(tmpdir(), "mailee-pg-test-"));
  const dir = path.join(root, "postgres");
  let home = dir;
  try {
    const first = await startPostgres({ dir, database: "kept" });
    home = first.home;
    try {
      await ask(first.url, "create table letter as select 7 as n");
      const stranger = new URL(first.url);
      stranger.password = "guess";
      await expect(ask(stranger.toString(), "select 1")).rejects.toMatchObject({ code: "28P01" });
    } finally {
      await first.stop();
    }

    const second = await startPostgres({ dir, database: "kept" });
    try {
      expect(await ask(second.url, "select n from letter")).toEqual([{ n: 7 }]);
    } finally {
      await second.stop();
    }
    await expect(ask(second.url, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  } finally {
    await rm(home, { recursive: true, force: true });
    await rm(root, { recursive: true, force: true });
  }
}, 240_000);
