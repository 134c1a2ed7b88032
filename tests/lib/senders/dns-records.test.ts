import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeKeyRecord } from "@/lib/senders/dns/dkim";
import { walkOf } from "@/lib/senders/dns/dmarc";
import { isDmarc, readDmarc } from "@/lib/senders/dns/dmarc-record";
import { providerOf } from "@/lib/senders/dns/provider";
import { isSpf, readSpf } from "@/lib/senders/dns/spf-record";
import { readTags } from "@/lib/senders/dns/tags";

const publicKey = (modulusLength: number) =>
  generateKeyPairSync("rsa", {
    modulusLength,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).publicKey.toString("base64");
const [key, other, short] = [publicKey(2048), publicKey(2048), publicKey(1024)];
const reasons = (text: string, expected: string | null = key) =>
  judgeKeyRecord(text, expected).map(({ reason }) => reason);

test("a key record is the one that is to be there, or says what is wrong with it", () => {
  expect(reasons(`v=DKIM1; k=rsa; p=${key}`)).toEqual(["dkim_good"]);
  expect(reasons(`p=${key}`)).toEqual(["dkim_good"]);
  expect(reasons(`v=DKIM1;k=rsa;p=${key.replace(/(.{60})/g, "$1 ")};`)).toEqual(["dkim_good"]);
  expect(reasons(`v=DKIM1; p=${other}`)).toEqual(["dkim_other_key"]);
  expect(reasons(`v=DKIM1; p=${key.slice(0, 240)}`)).toEqual(["dkim_cut"]);
  expect(reasons("v=DKIM1; p=")).toEqual(["dkim_revoked"]);
  expect(reasons(`v=DKIM1; p=${key.slice(0, -1)}*`)).toEqual(["dkim_broken_base64"]);
  expect(reasons(`"v=DKIM1; p=${key}"`)).toEqual(["dkim_quotes"]);
  expect(reasons(`k=rsa; v=DKIM1; p=${key}`)).toEqual(["dkim_version"]);
  expect(reasons(`v=DKIM2; p=${key}`)).toEqual(["dkim_version"]);
  expect(reasons("v=DKIM1; k=rsa")).toEqual(["dkim_syntax"]);
  expect(reasons("hello")).toEqual(["dkim_syntax"]);
  expect(reasons(`v=DKIM1; s=tlsrpt; p=${key}`)).toEqual(["dkim_not_for_mail"]);
  expect(reasons(`v=DKIM1; h=sha1; p=${key}`)).toEqual(["dkim_hash"]);
  expect(reasons(`v=DKIM1; t=y:s; p=${key}`)).toEqual(["dkim_good", "dkim_testing"]);
});

test("a key nobody waits for is read for what it is", () => {
  expect(reasons(`v=DKIM1; p=${short}`, null)).toEqual(["dkim_key_short"]);
  expect(reasons(`v=DKIM1; p=${publicKey(768)}`, null)).toEqual(["dkim_key_short"]);
  expect(reasons("v=DKIM1; p=AAAA", null)).toEqual(["dkim_broken_key"]);
  expect(reasons(`v=DKIM1; k=ed25519; p=${Buffer.alloc(32, 1).toString("base64")}`, null)).toEqual(["dkim_good"]);
  expect(reasons(`v=DKIM1; k=dsa; p=${short}`, null)).toEqual(["dkim_key_kind"]);
});

test("no text breaks the reading of a key, a policy or a list", () => {
  const record = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[vpk=DKIMspf1;: "+~?-]*$/));
  fc.assert(
    fc.property(record, (text) => {
      expect(judgeKeyRecord(text, null).length).toBeGreaterThan(0);
      readTags(text);
      readDmarc(text);
      const { terms, wrong } = readSpf(text);
      expect([...terms.map((term) => term.text), ...wrong].join("").length).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 500 },
  );
});

test("a list of tags is read as it was written", () => {
  const tag = fc.stringMatching(/^[a-z]\w{0,5}$/);
  const value = fc.stringMatching(/^[!-:<-~]*$/);
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(tag, value), { selector: ([name]) => name, minLength: 1 }), (pairs) => {
      const text = pairs.map(([name, given]) => ` ${name} = ${given} `).join(";");
      expect(readTags(text)).toEqual(new Map(pairs));
      expect(readTags(`${text};`)).toEqual(new Map(pairs));
      expect(readTags(`${text};${pairs[0]![0]}=x`)).toBeNull();
    }),
  );
});

test("every SPF record of the grammar is read whole, term by term", () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const domain = fc.tuple(label, fc.stringMatching(/^[a-z]{2,6}$/)).map((parts) => parts.join("."));
  const mechanism = fc.oneof(
    domain.map((name) => `include:${name}`),
    domain.map((name) => `exists:%{ir}.${name}`),
    fc
      .tuple(fc.constantFrom("a", "mx"), fc.option(domain), fc.option(fc.integer({ min: 0, max: 32 })))
      .map(([name, at, bits]) => `${name}${at ? `:${at}` : ""}${bits === null ? "" : `/${bits}`}`),
    fc.ipV4().map((address) => `ip4:${address}`),
    fc.ipV6().map((address) => `ip6:${address}/64`),
  );
  const term = fc.tuple(fc.constantFrom("", "+", "-", "~", "?"), mechanism).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.array(term), fc.constantFrom("-all", "~all", "?all", "redirect=_spf.example.com"), (terms, end) => {
      const text = ["v=spf1", ...terms, end].join(" ");
      expect(isSpf(text)).toBe(true);
      const read = readSpf(text);
      expect(read.wrong).toEqual([]);
      expect(read.terms.map((one) => one.text)).toEqual([...terms, end]);
    }),
  );
});

test("what is no SPF is named word by word", () => {
  const wrong = (rest: string) => readSpf(`v=spf1 ${rest}`).wrong;
  expect(wrong("include: -all")).toEqual(["include:"]);
  expect(wrong("ip4:300.1.1.1 ip4:10.0.0.0/33 ip6:10.0.0.1 -all")).toEqual([
    "ip4:300.1.1.1",
    "ip4:10.0.0.0/33",
    "ip6:10.0.0.1",
  ]);
  expect(wrong("inlcude:spf.example.com all:x")).toEqual(["inlcude:spf.example.com", "all:x"]);
  expect(wrong("include:spf redirect=a.example redirect=b.example")).toEqual(["include:spf", "redirect=b.example"]);
  expect(wrong("a/24//64 mx:example.com/24 ptr unknown=fine -ALL")).toEqual([]);
  expect(isSpf("v=spf10 -all")).toBe(false);
});

test("a DMARC record is read with its standards, and its mistakes are named", () => {
  expect(readDmarc("v=DMARC1; p=Reject; rua=mailto:dmarc@example.com")).toMatchObject({
    policy: "reject",
    subdomainPolicy: null,
    isTesting: false,
    psd: "u",
    strictDkim: false,
    reportsTo: ["mailto:dmarc@example.com"],
    wrong: [],
    gone: [],
  });
  expect(
    readDmarc("v=DMARC1; p=all; sp=reject; np=none; adkim=x; aspf=s; t=y; psd=n; pct=50; rua=dmarc@example.com"),
  ).toMatchObject({
    policy: null,
    subdomainPolicy: "reject",
    missingPolicy: "none",
    isTesting: true,
    psd: "n",
    strictDkim: false,
    strictSpf: true,
    gone: ["pct"],
    wrong: expect.arrayContaining(["p", "adkim", "rua"]),
  });
  expect([isDmarc("v=DMARC1"), isDmarc("v=dmarc1; p=none"), isDmarc("p=none; v=DMARC1"), isDmarc("v=DMARC12")]).toEqual(
    [true, false, false, false],
  );
  expect(readDmarc("v=DMARC1; p=none p=reject; p=none")).toBeNull();
});

test("the tree is walked in eight questions at the most, from the name up to the last label", () => {
  expect(walkOf("mail.example.com")).toEqual(["mail.example.com", "example.com", "com"]);
  expect(walkOf("a.b.c.d.e.f.g.h.i.example.com")).toEqual([
    "a.b.c.d.e.f.g.h.i.example.com",
    "e.f.g.h.i.example.com",
    "f.g.h.i.example.com",
    "g.h.i.example.com",
    "h.i.example.com",
    "i.example.com",
    "example.com",
    "com",
  ]);
});

test("who runs the DNS of a domain is told from its name servers", () => {
  expect(providerOf(["Ada.ns.Cloudflare.com.", "bob.ns.cloudflare.com"])).toBe("cloudflare");
  expect(providerOf(["ns-1.awsdns-12.co.uk"])).toBe("route53");
  expect(providerOf(["a.auto.dns.br"])).toBe("registro_br");
  expect(providerOf(["ns1.example.net", "evilns.cloudflare.com.example"])).toBeNull();
});
