import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine } from "@/tests/support/command-line";
import { startDnsServer, type Zone } from "@/tests/support/dns-server";

const zone: Zone = {
  "shop.example TXT": ["v=spf1 ip4:192.0.2.1 -all"],
  "shop.example MX": [{ exchange: "mx.shop.example", preference: 10 }],
  "_dmarc.shop.example TXT": ["v=DMARC1; p=reject; rua=mailto:dmarc@shop.example"],
  "two.example TXT": ["v=spf1 -all", "v=spf1 mx -all"],
};
let server: Awaited<ReturnType<typeof startDnsServer>>;
beforeAll(async () => void (server = await startDnsServer(zone)));
afterAll(() => server.close());

const run = commandLine(mkdtempSync(path.join(tmpdir(), "mailee-domain-")));
const check = (...words: string[]) => run("domain", "check", ...words, "--server", server.address);

test("the command line looks at a domain without a database, and says in words what it saw", async () => {
  const { code, said } = await check("shop.example");
  expect(said).toContain("ok  SPF  shop.example");
  expect(said).toContain("The policy is reject");
  expect(code).toBe(0);
});

test("it answers machines in JSON and with its exit code", async () => {
  const { code, said } = await check("two.example", "--selector", "s1", "--json");
  const { ok, records } = JSON.parse(said) as {
    ok: boolean;
    records: { record: string; remarks: { reason: string }[] }[];
  };
  const reasons = Object.fromEntries(records.map(({ record, remarks }) => [record, remarks[0]!.reason]));
  expect({ code, ok }).toEqual({ code: 1, ok: false });
  expect(reasons).toMatchObject({
    dkim1: "dkim_missing",
    spf: "spf_several",
    dmarc: "dmarc_missing",
    receives: "mx_missing",
  });
});

test("it says what it did not understand", async () => {
  expect(await run("domain", "check")).toMatchObject({ code: 2 });
  expect(await run("domain", "check", "shop.example", "--server", "not an address")).toMatchObject({ code: 2 });
});
