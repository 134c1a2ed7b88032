import type { DomainReport, RecordCheck, RecordName, Remark } from "@/lib/senders/schema";
import { valuesOf, type Ask } from "./ask";
import { judgeDkim } from "./dkim";
import { judgeDmarc } from "./dmarc";
import { judgeCname, judgeReceives, judgeReturnMx } from "./names";
import { findZone } from "./provider";
import { bad, worstOf } from "./remarks";
import { judgeSpf } from "./spf";
import { isSpf } from "./spf-record";

/** What is to be found at a domain. Without an expected key a selector is read for what it is. */
export type Expected = {
  domain: string;
  keys: { record: "dkim1" | "dkim2"; selector: string; publicKey: string | null }[];
  returnPath: { host: string; target: string } | null;
  link: { host: string; target: string } | null;
  spfInclude: string | null;
};

/** Look at everything in DNS that decides whether mail from a domain arrives. Never throws: what DNS does not answer is `unknown`. */
export async function checkDns(ask: Ask, expected: Expected): Promise<DomainReport> {
  const { domain, keys, returnPath, link } = expected;
  const records = await Promise.all([
    ...keys.map((key) => checkKey(ask, domain, key)),
    ...(returnPath ? [checkReturnPath(ask, domain, returnPath)] : []),
    ...(link ? [checkLink(ask, domain, link)] : []),
    checkSpf(ask, expected),
    checkDmarc(ask, expected),
    checkReceives(ask, domain),
  ]);
  return { records, ...(await findZone(ask, domain)) };
}

async function checkKey(ask: Ask, domain: string, { record, selector, publicKey }: Expected["keys"][number]) {
  const host = `${selector}._domainkey.${domain}`;
  const answer = await ask("TXT", host);
  const remarks = judgeDkim(answer, publicKey);
  return told(record, host, await orDoubled(ask, "TXT", host, domain, remarks, "dkim_missing"), valuesOf(answer));
}

async function checkReturnPath(ask: Ask, domain: string, { host, target }: { host: string; target: string }) {
  const { remarks, found } = await judgeCname(ask, host, target, false);
  const mx = worstOf(remarks) === "good" ? await judgeReturnMx(ask, host) : [];
  const all = await orDoubled(ask, "CNAME", host, domain, [...remarks, ...mx], "cname_missing");
  return told("return_path", host, all, found);
}

async function checkLink(ask: Ask, domain: string, { host, target }: { host: string; target: string }) {
  const { remarks, found } = await judgeCname(ask, host, target, true);
  return told("link", host, await orDoubled(ask, "CNAME", host, domain, remarks, "cname_missing"), found);
}

async function checkSpf(ask: Ask, { domain, spfInclude }: Expected) {
  const found = valuesOf(await ask("TXT", domain)).filter(isSpf);
  return told("spf", domain, await judgeSpf(ask, domain, spfInclude), found);
}

async function checkDmarc(ask: Ask, { domain, keys, returnPath }: Expected) {
  const signer = keys.length > 0 ? domain : null;
  const { remarks, texts, at } = await judgeDmarc(ask, domain, { signer, returnPath: returnPath?.host ?? null });
  return told("dmarc", `_dmarc.${at}`, remarks, texts);
}

async function checkReceives(ask: Ask, domain: string) {
  const { remarks, found } = await judgeReceives(ask, domain);
  return told("receives", domain, remarks, found);
}

// Many providers add the domain to what is typed: then the record is there under a name that ends in it twice.
async function orDoubled(
  ask: Ask,
  type: "TXT" | "CNAME",
  host: string,
  domain: string,
  remarks: Remark[],
  missing: string,
) {
  if (!remarks.some(({ reason }) => reason === missing)) return remarks;
  const twice = `${host}.${domain}`;
  const isThere = (await ask(type, twice)).kind === "found";
  return isThere ? [bad("name_doubled", { found: twice, short: host.slice(0, -domain.length - 1) })] : remarks;
}

// A stranger's zone decides how long these are; what is kept and shown is bounded.
function told(record: RecordName, host: string, remarks: Remark[], found: string[]): RecordCheck {
  const short = remarks
    .slice(0, 12)
    .map(({ values, ...remark }) => (values ? { ...remark, values: cut(values) } : remark));
  return {
    record,
    host,
    standing: worstOf(remarks),
    remarks: short,
    found: found.slice(0, 6).map((text) => text.slice(0, 1_000)),
  };
}

function cut(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.slice(0, 255)]));
}
