import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAsk } from "@/lib/senders/dns/ask";
import { checkDns } from "@/lib/senders/dns/check";
import { judgeKeyRecord } from "@/lib/senders/dns/dkim";
import { readDmarc } from "@/lib/senders/dns/dmarc-record";
import { readSpf } from "@/lib/senders/dns/spf-record";
import { readTags } from "@/lib/senders/dns/tags";
import { startDnsServer, type Zone } from "@/tests/support/dns-server";

const TARGET = "app.house.example";
const zone: Zone = { [`${TARGET} A`]: ["192.0.2.7"] };
let server: Awaited<ReturnType<typeof startDnsServer>>;
beforeAll(async () => void (server = await startDnsServer(zone)));
afterAll(() => server.close());

async function check(domain: string, records: Zone, spfInclude: string | null = null) {
  for (const [key, values] of Object.entries(records)) zone[`${key.replace("@", domain)}`] = values;
  const link = { host: `links.${domain}`, target: TARGET };
  const { records: seen } = await checkDns(makeAsk([server.address], 300), {
    domain,
    keys: [],
    returnPath: null,
    link,
    spfInclude,
  });
  return Object.fromEntries(seen.map((one) => [one.record, one]));
}

// As long as one record of DNS can be.
const LONGEST = 65_000;
test.each([
  ["blanks before an end that is none", `v=DKIM1; p= x${" ".repeat(LONGEST)}y`],
  ["blanks alone", `v=DKIM1; p=${" \t".repeat(LONGEST / 2)}`],
  ["tags without end", "a=b;".repeat(LONGEST / 4)],
  ["one name without end", `v=DMARC1; ${"a".repeat(LONGEST)}`],
  ["reports to thousands", `v=DMARC1; p=none; rua=${"mailto:a@b.example,".repeat(LONGEST / 19)}`],
  ["terms without end", `v=spf1 ${"include:a.example ".repeat(LONGEST / 18)}`],
  ["one term without end", `v=spf1 a:${"x/".repeat(LONGEST / 2)}`],
  ["a macro without end", `v=spf1 exists:${"%{i".repeat(LONGEST / 3)}`],
])("a record of the greatest length is read at once: %s", (_, text) => {
  const began = performance.now();
  readTags(text);
  judgeKeyRecord(text, null);
  readDmarc(text);
  readSpf(text);
  // The worker that reads it sends everybody's mail: measured at some 20 ms; it was seconds.
  expect(performance.now() - began).toBeLessThan(400);
});

test("a name whose addresses the name server cannot tell now is not a name that leads elsewhere", async () => {
  const ours = await check("one.example", { "links.@ TXT": ["is there"], "links.@ A": "servfail", "@ TXT": ["x"] });
  expect(ours.link).toMatchObject({ standing: "unknown" });
  const half = await check("half.example", { "links.@ A": ["192.0.2.7"], "links.@ AAAA": "servfail" });
  expect(half.link).toMatchObject({ standing: "unknown" });
  zone[`${TARGET} AAAA`] = "servfail";
  const theirs = await check("two.example", { "links.@ A": ["192.0.2.9"] });
  delete zone[`${TARGET} AAAA`];
  expect(theirs.link).toMatchObject({ standing: "unknown" });
  expect((await check("three.example", { "links.@ A": ["192.0.2.9"] })).link).toMatchObject({ standing: "bad" });
});

test("an include that cannot be looked into now does not prove that ours is not in it", async () => {
  const records: Zone = {
    "@ TXT": ["v=spf1 include:spf.@ -all".replace("@", "four.example")],
    "spf.@ TXT": "servfail",
  };
  const { spf } = await check("four.example", records, "spf.house.example");
  expect(spf).toMatchObject({ standing: "unknown" });
  const known = { "@ TXT": ["v=spf1 include:spf.five.example -all"], "spf.@ TXT": ["v=spf1 -all"] };
  expect((await check("five.example", known, "spf.house.example")).spf).toMatchObject({ standing: "bad" });
});

test("circles of names and of includes end, and say what they are", async () => {
  const records: Zone = {
    "links.@ CNAME": ["a.six.example"],
    "a.@ CNAME": ["b.six.example"],
    "b.@ CNAME": ["a.six.example"],
    "@ TXT": ["v=spf1 include:one.six.example -all"],
    "one.@ TXT": ["v=spf1 include:two.six.example -all"],
    "two.@ TXT": ["v=spf1 include:one.six.example -all"],
  };
  const before = server.asked.length;
  const { link, spf } = await check("six.example", records);
  expect(link?.standing).toBe("bad");
  expect(spf?.remarks.map(({ reason }) => reason)).toContain("spf_loop");
  expect(server.asked.length - before).toBeLessThan(60);
});
