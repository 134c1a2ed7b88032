import type { Remark } from "@/lib/senders/schema";
import { bareName, valuesOf, type Answer, type Ask } from "./ask";
import { advice, bad, good, unknown } from "./remarks";
import { isSpf, readSpf, type SpfTerm } from "./spf-record";

// RFC 7208 4.6.4: more questions than these and the record counts for nothing.
const MOST_LOOKUPS = 10;
const MOST_VOIDS = 2;
const MOST_MX = 10;
const ENOUGH = 40; // a record that wants more is told so without asking on

type Walk = { ask: Ask; lookups: number; voids: number; remarks: Remark[]; included: Set<string> };

const COUNTED = new Set(["include", "a", "mx", "ptr", "exists", "redirect"]);

/** What to say of the SPF record of a domain: read as receivers read it, every `include` followed. `mustInclude` is what the relay asks for. */
export async function judgeSpf(ask: Ask, domain: string, mustInclude: string | null): Promise<Remark[]> {
  const top = await ask("TXT", domain);
  if (top.kind === "failed") return [unknown(top.why)];
  if (!valuesOf(top).some(isSpf)) return [mustInclude ? bad("spf_missing") : advice("spf_missing")];
  const walk: Walk = { ask, lookups: 0, voids: 0, remarks: [], included: new Set() };
  await visit(walk, domain, []);
  const { lookups, voids, remarks, included } = walk;
  if (lookups > MOST_LOOKUPS) remarks.push(bad("spf_too_many_lookups", { count: String(lookups) }));
  if (voids > MOST_VOIDS) remarks.push(bad("spf_too_many_voids", { count: String(voids) }));
  const sawAll = !remarks.some(({ standing }) => standing === "unknown");
  if (mustInclude && sawAll && !included.has(bareName(mustInclude)))
    remarks.push(bad("spf_house_missing", { include: mustInclude }));
  if (remarks.some(({ standing }) => standing !== "advice")) return unique(remarks);
  return [good("spf_good", { count: String(lookups) }), ...unique(remarks)];
}

async function visit(walk: Walk, domain: string, above: string[]): Promise<void> {
  const answer = await walk.ask("TXT", domain);
  const text = oneRecord(walk, domain, answer, above.length > 0);
  if (text === null) return;
  const { terms, wrong } = readSpf(text);
  walk.remarks.push(...wrong.map((term) => bad("spf_syntax", { domain, term })));
  const all = terms.findIndex(({ name }) => name === "all");
  judgeEnd(walk, domain, terms, all, above.length === 0);
  // What stands behind `all` is never reached, and a redirect beside it is not followed (RFC 7208 5.1, 6.1).
  const reached = all < 0 ? terms : terms.slice(0, all);
  for (const term of reached) {
    if (!COUNTED.has(term.name) || walk.lookups >= ENOUGH) continue;
    walk.lookups++;
    await follow(walk, term, domain, above);
  }
}

function oneRecord(walk: Walk, domain: string, answer: Answer<string>, isIncluded: boolean): string | null {
  if (answer.kind === "failed") walk.remarks.push(unknown(answer.why));
  if (answer.kind === "failed") return null;
  const [text, second] = valuesOf(answer).filter(isSpf);
  if (isIncluded && answer.kind !== "found") walk.voids++;
  if (text === undefined) walk.remarks.push(bad("spf_include_missing", { domain }));
  if (second !== undefined) walk.remarks.push(bad("spf_several", { domain }));
  return second === undefined ? (text ?? null) : null;
}

function judgeEnd(walk: Walk, domain: string, terms: SpfTerm[], all: number, isTop: boolean): void {
  const { qualifier } = terms[all] ?? {};
  if (qualifier === "+") walk.remarks.push(bad("spf_all_pass", { domain }));
  if (!isTop) return;
  if (qualifier === "?") walk.remarks.push(advice("spf_neutral"));
  if (all < 0 && !terms.some(({ name }) => name === "redirect")) walk.remarks.push(advice("spf_no_all"));
}

async function follow(walk: Walk, { name, domain, text }: SpfTerm, at: string, above: string[]): Promise<void> {
  const target = bareName(domain || at);
  if (name === "ptr") walk.remarks.push(advice("spf_ptr", { term: text }));
  if (target.includes("%") || name === "ptr" || name === "exists") return; // depends on the mail
  if (name === "include" || name === "redirect") {
    walk.included.add(target);
    if (target === bareName(at) || above.includes(target)) walk.remarks.push(bad("spf_loop", { domain: target }));
    else await visit(walk, target, [...above, bareName(at)]);
    return;
  }
  const answers =
    name === "mx"
      ? [await walk.ask("MX", target)]
      : await Promise.all([walk.ask("A", target), walk.ask("AAAA", target)]);
  if (answers.every(({ kind }) => kind === "none" || kind === "absent")) walk.voids++;
  if (name === "mx" && answers.some((answer) => valuesOf<unknown>(answer).length > MOST_MX))
    walk.remarks.push(bad("spf_mx_many", { domain: target }));
}

function unique(remarks: Remark[]): Remark[] {
  return [...new Map(remarks.map((remark) => [JSON.stringify(remark), remark])).values()];
}
