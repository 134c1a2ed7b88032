import type { Remark } from "@/lib/senders/schema";
import { bareName, valuesOf, type Ask } from "./ask";
import { advice, bad, good, unknown } from "./remarks";

const LONGEST_CHAIN = 8;

/** What to say of a name that is to lead to `target` by CNAME. `byAddress`: the same addresses do as well, as providers flatten names. */
export async function judgeCname(
  ask: Ask,
  host: string,
  target: string,
  byAddress: boolean,
): Promise<{ remarks: Remark[]; found: string[] }> {
  const found: string[] = [];
  let name = host;
  while (found.length < LONGEST_CHAIN) {
    const answer = await ask("CNAME", name);
    if (answer.kind === "failed") return { remarks: [unknown(answer.why)], found };
    const next = valuesOf(answer)[0];
    if (next === undefined) break;
    name = bareName(next);
    found.push(name);
    if (name === bareName(target)) return { remarks: [good("cname_good")], found };
  }
  if (found.length > 0) return { remarks: [bad("cname_wrong", { found: found[0]!, target })], found };
  return judgeAddresses(ask, host, target, byAddress);
}

async function judgeAddresses(ask: Ask, host: string, target: string, byAddress: boolean) {
  const addresses = (name: string) => Promise.all([ask("A", name), ask("AAAA", name)]);
  const answers = await Promise.all([addresses(host), addresses(target)]);
  const failed = answers.flat().find(({ kind }) => kind === "failed");
  if (failed?.kind === "failed") return { remarks: [unknown(failed.why)], found: [] };
  const [here, there] = answers.map((both) => both.flatMap((answer) => valuesOf(answer))) as [string[], string[]];
  if (here.length === 0) return { remarks: [bad("cname_missing", { target })], found: [] };
  const isSame = byAddress && here.every((address) => there.includes(address));
  return { remarks: [isSame ? good("cname_flattened") : bad("cname_is_address", { target })], found: here };
}

/** What to say of the mail servers that returned mail finds at a return path. */
export async function judgeReturnMx(ask: Ask, host: string): Promise<Remark[]> {
  const answer = await ask("MX", host);
  if (answer.kind === "failed") return [unknown(answer.why)];
  return valuesOf(answer).length > 0 ? [] : [advice("return_mx_missing")];
}

/** What to say of a domain's own mail servers: a sender that takes no answers is refused by many (RFC 7505). */
export async function judgeReceives(ask: Ask, domain: string): Promise<{ remarks: Remark[]; found: string[] }> {
  const answer = await ask("MX", domain);
  if (answer.kind === "failed") return { remarks: [unknown(answer.why)], found: [] };
  const servers = valuesOf(answer).toSorted((a, b) => a.priority - b.priority);
  const found = servers.map(({ exchange, priority }) => `${priority} ${exchange || "."}`);
  if (servers.some(({ exchange }) => exchange === "" || exchange === ".")) return { remarks: [bad("mx_null")], found };
  if (servers.length > 0) return { remarks: [good("mx_good")], found };
  const [v4, v6] = await Promise.all([ask("A", domain), ask("AAAA", domain)]);
  const failed = [v4, v6].find(({ kind }) => kind === "failed");
  if (v4.kind === "found" || v6.kind === "found") return { remarks: [advice("mx_implicit")], found };
  if (failed?.kind === "failed") return { remarks: [unknown(failed.why)], found };
  return { remarks: [bad(answer.kind === "absent" ? "domain_absent" : "mx_missing")], found };
}
