import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { audienceOf, getImport } from "@/lib/contacts";
import { inAccount } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { begin, runOnce, upload } from "@/tests/support/imports";
import { startProcess } from "@/tests/support/run-process";

const ROWS = 16_000;

// Every tenth row repeats an address of long before, and every seventeenth has none: both sides of any crash matter.
const file = () => {
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const who = n % 10 === 9 ? Math.floor(n / 3) * 2 : n;
    return n % 17 === 16 ? `nobody ${n};Nobody;Santos` : `person.${who}@example.com;Person ${n};Town ${n % 7}`;
  });
  return `email;name;city\n${rows.join("\n")}\n`;
};

test("a process that is killed in the middle loses nobody and doubles nobody", { timeout: 120_000 }, async () => {
  const [calm, killed] = [await makeAccount(), await makeAccount()];
  const imports = [await prepare(calm), await prepare(killed)] as const;
  await runOnce(calm, imports[0]);

  let kills = 0;
  for (let read = 0; kills < 3 && read < ROWS; kills++) {
    const running = await startProcess("import-process", [killed.accountId, imports[1]]);
    const gone = once(running, "exit");
    read = await readBeyond(killed, imports[1], read + 3_000);
    running.kill("SIGKILL");
    await gone;
  }
  const half = await as(killed, (tenant) => getImport(tenant, imports[1]));
  expect(half.status).toBe("running");
  expect(half.rowsRead).toBeGreaterThan(4_000);
  expect(half.rowsRead).toBeLessThan(ROWS);
  await runOnce(killed, imports[1]);

  expect(await outcome(killed, imports[1])).toEqual(await outcome(calm, imports[0]));
});

test("two runs of one import at once write each row once", { timeout: 60_000 }, async () => {
  const [calm, doubled] = [await makeAccount(), await makeAccount()];
  const imports = [await prepare(calm), await prepare(doubled)] as const;
  await runOnce(calm, imports[0]);
  await Promise.all([runOnce(doubled, imports[1]), runOnce(doubled, imports[1])]);
  await runOnce(doubled, imports[1]); // the one that lost its place left the rest to the other
  expect(await outcome(doubled, imports[1])).toEqual(await outcome(calm, imports[0]));
});

test("an import that is asked to stop for a restart goes on later", { timeout: 60_000 }, async () => {
  const account = await makeAccount();
  const importId = await prepare(account);
  const stopping = new AbortController();
  const run = runOnce(account, importId, stopping.signal);
  await readBeyond(account, importId, 1);
  stopping.abort();
  await run;
  const half = await as(account, (tenant) => getImport(tenant, importId));
  expect(half).toMatchObject({ status: "running" });
  await runOnce(account, importId);
  expect(await as(account, (tenant) => getImport(tenant, importId))).toMatchObject({ status: "done", rowsRead: ROWS });
});

async function prepare(account: TestAccount): Promise<string> {
  const uploaded = await upload(account, file());
  await begin(account, uploaded, { list: { name: "Readers" } });
  return uploaded.importId;
}

async function readBeyond(account: TestAccount, importId: string, rows: number): Promise<number> {
  for (;;) {
    const { rowsRead, status } = await as(account, (tenant) => getImport(tenant, importId));
    if (rowsRead >= rows || status === "done") return rowsRead;
    await wait(5);
  }
}

async function outcome(account: TestAccount, importId: string) {
  const { id, listId, ...figures } = await as(account, (tenant) => getImport(tenant, importId));
  const { status, rowsRead, rowsNew, rowsUpdated, rowsSkipped, rowsRefused, reasons } = figures;
  const sum = rowsNew + rowsUpdated + rowsSkipped + rowsRefused;
  const kept = await inAccount(account.accountId, async (db) => ({
    contacts: await db.$queryRaw`SELECT email, name, fields FROM contact ORDER BY email`,
    memberships: await db.membership.count(),
    proofs: await db.consentEvent.count({ where: { importId: id } }),
    refusals: await db.importRefusal.findMany({
      where: { importId: id },
      select: { no: true, line: true, reason: true, sameAs: true },
      orderBy: { no: "asc" },
    }),
  }));
  const audience = await as(account, (tenant) => audienceOf(tenant, listId!));
  return { status, rowsRead, sum, rowsNew, rowsUpdated, rowsSkipped, rowsRefused, reasons, kept, audience };
}
