import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAsk } from "@/lib/senders/dns/ask";
import { checkDns, type Expected } from "@/lib/senders/dns/check";
import { walkTree } from "@/lib/senders/dns/dmarc";
import { startDnsServer, type Zone } from "@/tests/support/dns-server";

const zone: Zone = {};
let server: Awaited<ReturnType<typeof startDnsServer>>;
beforeAll(async () => void (server = await startDnsServer(zone)));
afterAll(() => server.close());

const ask = () => makeAsk([server.address], 300);
const KEY = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A";
let count = 0;

/** A domain of its own with these records: names are relative to it, "" being itself. */
function domainWith(records: Zone): string {
  const domain = `d${++count}.example`;
  for (const [key, values] of Object.entries(records)) {
    const [name, type] = key.split(" ");
    zone[`${name ? `${name}.` : ""}${domain} ${type}`] = values;
  }
  return domain;
}

async function check(records: Zone, given: Partial<Expected> = {}) {
  const domain = domainWith(records);
  const expected = { domain, keys: [], returnPath: null, link: null, spfInclude: null, ...given };
  const { records: checks } = await checkDns(ask(), expected);
  return Object.fromEntries(
    checks.map(({ record, standing, remarks }) => [
      record,
      { standing, reasons: remarks.map(({ reason }) => reason), remarks },
    ]),
  );
}

const key = [{ record: "dkim1", selector: "s1", publicKey: KEY } as const];
const spf = async (text: string | string[], rest: Zone = {}, given: Partial<Expected> = {}) =>
  (await check({ " TXT": [text].flat(), ...rest }, given)).spf!;

test("a key is missing, there twice, another one, or under a name that ends in the domain twice", async () => {
  expect((await check({}, { keys: key })).dkim1).toMatchObject({ standing: "bad", reasons: ["dkim_missing"] });
  const several = { "s1._domainkey TXT": [`v=DKIM1; p=${KEY}`, "v=DKIM1; p="] };
  expect((await check(several, { keys: key })).dkim1?.reasons).toEqual(["dkim_several"]);
  expect((await check({ "s1._domainkey TXT": ["v=DKIM1; p=AAAA"] }, { keys: key })).dkim1?.reasons).toEqual([
    "dkim_other_key",
  ]);
  zone[`s1._domainkey.d${count + 1}.example.d${count + 1}.example TXT`] = [`v=DKIM1; p=${KEY}`];
  const { dkim1 } = await check({}, { keys: key });
  expect(dkim1?.reasons).toEqual(["name_doubled"]);
  expect(dkim1?.remarks[0]?.values).toMatchObject({ short: "s1._domainkey" });
});

test("no answer is no verdict: silence and a server's failure are told apart, and end in time", async () => {
  const began = performance.now();
  const silent = await check(
    { "s1._domainkey TXT": "silent", " TXT": "servfail", "_dmarc TXT": "silent", " MX": "servfail" },
    { keys: key },
  );
  expect(silent.dkim1).toMatchObject({ standing: "unknown", reasons: ["dns_timeout"] });
  expect(silent.spf).toMatchObject({ standing: "unknown", reasons: ["dns_failed"] });
  expect(silent.dmarc?.standing).toBe("unknown");
  expect(silent.receives?.standing).toBe("unknown");
  expect(performance.now() - began).toBeLessThan(15_000);
});

test("SPF is missing, there twice, misspelled, or lets everyone through", async () => {
  expect(await spf("hello")).toMatchObject({ standing: "advice", reasons: ["spf_missing"] });
  expect(await spf(["v=spf1 -all", "v=spf1 mx -all"])).toMatchObject({ standing: "bad", reasons: ["spf_several"] });
  expect(await spf("v=spf1 ipv4:192.0.2.1 -all")).toMatchObject({ standing: "bad", reasons: ["spf_syntax"] });
  expect((await spf("v=spf1 +all")).reasons).toEqual(["spf_all_pass"]);
  expect((await spf("v=spf1 all")).reasons).toEqual(["spf_all_pass"]);
  expect(await spf("v=spf1 ip4:192.0.2.0/24 -all")).toMatchObject({ standing: "good", reasons: ["spf_good"] });
  expect(await spf("v=spf1 ?all")).toMatchObject({ standing: "advice", reasons: ["spf_good", "spf_neutral"] });
  expect((await spf("v=spf1 ip4:192.0.2.1")).reasons).toEqual(["spf_good", "spf_no_all"]);
});

test("SPF's questions are counted through every include and redirect: ten are well, eleven are not", async () => {
  const chain = (length: number): Zone =>
    Object.fromEntries(
      Array.from({ length }, (_, at) => {
        const next = at + 1 < length ? `include:n${at + 1}.chain${length}.example` : "ip4:192.0.2.1";
        return [`n${at}.chain${length}.example TXT`, [`v=spf1 ${next} -all`]];
      }),
    );
  Object.assign(zone, chain(10), chain(11));
  const ten = await spf("v=spf1 include:n0.chain10.example -all");
  expect(ten).toMatchObject({ standing: "good" });
  expect(ten.remarks[0]?.values).toEqual({ count: "10" });
  const eleven = await spf("v=spf1 redirect=n0.chain11.example");
  expect(eleven.remarks).toContainEqual({ standing: "bad", reason: "spf_too_many_lookups", values: { count: "11" } });
  const beside = await spf("v=spf1 a mx ptr exists:%{i}.x.example include:n0.chain10.example -all", {
    " A": ["192.0.2.1"],
    " MX": [{ exchange: "mx.example", preference: 1 }],
  });
  expect(beside.reasons).toContain("spf_too_many_lookups");
});

test("an SPF record that includes itself, or two that include each other, are read once", async () => {
  zone["one.loop.example TXT"] = ["v=spf1 include:two.loop.example -all"];
  zone["two.loop.example TXT"] = ["v=spf1 include:one.loop.example include:one.loop.example -all"];
  expect((await spf("v=spf1 include:one.loop.example -all")).reasons).toContain("spf_loop");
  zone["wide.loop.example TXT"] = [
    `v=spf1 ${Array.from({ length: 20 }, () => "include:wide2.loop.example").join(" ")} -all`,
  ];
  zone["wide2.loop.example TXT"] = [`v=spf1 ${Array.from({ length: 20 }, () => "a:none.loop.example").join(" ")} -all`];
  const before = server.asked.length;
  expect((await spf("v=spf1 include:wide.loop.example -all")).reasons).toContain("spf_too_many_lookups");
  expect(server.asked.length - before).toBeLessThan(40);
});

test("names that do not exist are counted, what an include leads to must be SPF, and +all is found inside", async () => {
  expect((await spf("v=spf1 a:x1.none.example a:x2.none.example -all")).standing).toBe("good");
  expect((await spf("v=spf1 a:x1.none.example a:x2.none.example mx:x3.none.example -all")).reasons).toContain(
    "spf_too_many_voids",
  );
  expect((await spf("v=spf1 include:nothing.none.example -all")).reasons).toContain("spf_include_missing");
  zone["open.example TXT"] = ["v=spf1 +all"];
  expect((await spf("v=spf1 include:open.example -all")).reasons).toContain("spf_all_pass");
  expect((await spf("v=spf1 -all include:open.example")).standing).toBe("good");
});

test("where the relay asks for an include, SPF must have it", async () => {
  zone["spf.house.example TXT"] = ["v=spf1 ip4:192.0.2.9 -all"];
  const house = { spfInclude: "spf.house.example" };
  expect((await spf("v=spf1 include:SPF.house.example -all", {}, house)).standing).toBe("good");
  expect((await spf("v=spf1 -all", {}, house)).reasons).toEqual(["spf_house_missing"]);
  expect((await check({}, house)).spf).toMatchObject({ standing: "bad", reasons: ["spf_missing"] });
});

test("names lead to us by CNAME: missing, elsewhere, an address, or through another name", async () => {
  zone["in.house.example MX"] = [{ exchange: "mx.house.example", preference: 10 }];
  zone["app.house.example A"] = ["192.0.2.80"];
  const named = async (records: Zone) => {
    const domain = `d${count + 1}.example`;
    const expected = {
      returnPath: { host: `bounce.${domain}`, target: "in.house.example" },
      link: { host: `links.${domain}`, target: "app.house.example" },
    };
    const { return_path, link } = await check(records, expected);
    return [return_path!.reasons, link!.reasons].flat();
  };
  expect(await named({})).toEqual(["cname_missing", "cname_missing"]);
  expect(await named({ "bounce CNAME": ["in.house.example"], "links CNAME": ["APP.house.example"] })).toEqual([
    "cname_good",
    "cname_good",
  ]);
  expect(await named({ "bounce CNAME": ["other.example"], "links CNAME": ["other.example"] })).toEqual([
    "cname_wrong",
    "cname_wrong",
  ]);
  expect(await named({ "bounce A": ["192.0.2.80"], "links A": ["192.0.2.80"] })).toEqual([
    "cname_is_address",
    "cname_flattened",
  ]);
  expect(await named({ "bounce A": ["192.0.2.81"], "links A": ["192.0.2.81"] })).toEqual([
    "cname_is_address",
    "cname_is_address",
  ]);
  zone["alias.house.example CNAME"] = ["app.house.example"];
  expect(await named({ "bounce CNAME": ["in.house.example"], "links CNAME": ["alias.house.example"] })).toEqual([
    "cname_good",
    "cname_good",
  ]);
});

test("returned mail needs a mail server behind its name", async () => {
  zone["bare.house.example A"] = ["192.0.2.80"];
  const host = `bounce.d${count + 1}.example`;
  const { return_path } = await check(
    { "bounce CNAME": ["bare.house.example"] },
    { returnPath: { host, target: "bare.house.example" } },
  );
  expect(return_path).toMatchObject({ standing: "advice", reasons: ["cname_good", "return_mx_missing"] });
});

test("a domain that takes no mail is told so", async () => {
  expect((await check({ " MX": [{ exchange: "mx.example", preference: 10 }] })).receives).toMatchObject({
    standing: "good",
  });
  expect((await check({ " MX": [{ exchange: ".", preference: 0 }] })).receives).toMatchObject({
    standing: "bad",
    reasons: ["mx_null"],
  });
  expect((await check({ " A": ["192.0.2.1"] })).receives?.reasons).toEqual(["mx_implicit"]);
  expect((await check({ " TXT": ["hello"] })).receives?.reasons).toEqual(["mx_missing"]);
  expect((await check({})).receives?.reasons).toEqual(["domain_absent"]);
});

test("a DMARC policy is the domain's own, or the organisation's for what is below", async () => {
  const policy = async (...texts: string[]) => (await check({ "_dmarc TXT": texts }, { keys: key })).dmarc!;
  expect((await check({})).dmarc).toMatchObject({ standing: "advice", reasons: ["dmarc_missing"] });
  expect(await policy("v=DMARC1; p=reject; rua=mailto:d@example.com")).toMatchObject({
    standing: "good",
    reasons: ["dmarc_good"],
  });
  expect((await policy("v=DMARC1; p=none; rua=mailto:d@example.com")).reasons).toEqual(["dmarc_policy_none"]);
  expect((await policy("v=DMARC1; p=reject", "v=DMARC1; p=none")).reasons).toEqual(["dmarc_several"]);
  expect((await policy("v=DMARC1; p=reject p=none; p=none")).reasons).toEqual(["dmarc_syntax"]);
  expect((await policy("v=DMARC1; p=maybe; rua=mailto:d@example.com")).reasons).toEqual(["dmarc_policy_missing"]);
  expect((await policy("v=DMARC1; p=reject; t=y; pct=10; rua=d@example.com")).reasons).toEqual([
    "dmarc_good",
    "dmarc_testing",
    "dmarc_rua_wrong",
    "dmarc_tag_gone",
  ]);
  expect((await policy("some other text")).reasons).toEqual(["dmarc_missing"]);

  zone["_dmarc.org.example TXT"] = ["v=DMARC1; p=reject; sp=quarantine; rua=mailto:d@example.com"];
  const below = await checkDns(ask(), {
    domain: "mail.org.example",
    keys: [],
    returnPath: null,
    link: null,
    spfInclude: null,
  });
  const dmarc = below.records.find(({ record }) => record === "dmarc");
  expect(dmarc).toMatchObject({ host: "_dmarc.org.example", standing: "good" });
  expect(dmarc?.remarks[0]).toMatchObject({
    reason: "dmarc_inherited",
    values: { policy: "quarantine", domain: "org.example" },
  });
});

test("a strict policy is told apart from a relaxed one by what the return path is named", async () => {
  const host = `bounce.d${count + 1}.example`;
  const given = { keys: key, returnPath: { host, target: "in.house.example" } };
  expect(
    (await check({ "_dmarc TXT": ["v=DMARC1; p=reject; aspf=s; rua=mailto:d@example.com"] }, given)).dmarc?.reasons,
  ).toEqual(["dmarc_good", "dmarc_spf_not_aligned"]);
});

test("the organisation is found by walking up: the fewest labels, stopped by psd=n, one below psd=y", async () => {
  const organisation = async (domain: string) => (await walkTree(ask(), domain)).organisation;
  zone["_dmarc.walk.example TXT"] = ["v=DMARC1; p=none"];
  zone["_dmarc.a.walk.example TXT"] = ["v=DMARC1; p=reject"];
  expect(await organisation("b.a.walk.example")).toBe("walk.example");
  zone["_dmarc.stop.walk.example TXT"] = ["v=DMARC1; p=reject; psd=n"];
  expect(await organisation("x.stop.walk.example")).toBe("stop.walk.example");
  zone["_dmarc.suffix.example TXT"] = ["v=DMARC1; p=reject; psd=y"];
  expect(await organisation("mail.shop.suffix.example")).toBe("shop.suffix.example");
  expect(await organisation("none.at.all.example")).toBe("none.at.all.example");
  const walk = await walkTree(ask(), "a.b.c.d.e.f.g.h.i.j.k.walk.example");
  expect(walk).toMatchObject({ queries: 8, organisation: "walk.example" });
});

test("what a stranger's zone says is kept in bounds", async () => {
  const long = await spf(`v=spf1 ${"x".repeat(900)} -all`);
  expect(JSON.stringify(long.remarks).length).toBeLessThan(1_000);
});
