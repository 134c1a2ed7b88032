import type { IncomingMessage } from "node:http";
import { findLinkHost } from "@/lib/senders";
import { env } from "@/lib/platform/env";

/** What a request may reach: the whole application, the links of some accounts, or nothing (400, or 421 of RFC 9110 15.5.20). */
export type Admission =
  | { kind: "app" }
  | { kind: "links"; accounts: readonly string[] }
  | { kind: "refused"; status: 400 | 421 };

export type HostGate = (request: IncomingMessage) => Admission | Promise<Admission>;

type Known = { accounts: Promise<string[]>; until: number };

const HOST = /^(\[[\da-f:.]+\]|[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?)\.?(?::\d{1,5})?$/;
const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
// Asked by address, by whoever watches over the machine.
const PROBES = new Set(["/api/health", "/api/ready", "/metrics"]);
const KNOWN_MS = 30_000;
const MOST_KNOWN = 10_000;
const APP: Admission = { kind: "app" };

/**
 * Tells by the name a request came for what it may reach. The application answers under its own name only; a name that an account verified
 * answers that account's links and nothing else; any other name is refused, so that no stranger's name shows a sign-in of ours.
 */
export function createHostGate(find: (host: string) => Promise<string[]> = findLinkHost): HostGate {
  const own = new URL(env().APP_URL).hostname.toLowerCase();
  const known = new Map<string, Known>();
  return (request) => {
    const host = hostOf(request);
    if (host === null) return { kind: "refused", status: 400 };
    if (host === own || LOOPBACK.test(host)) return APP;
    return lookUp(known, find, host).then((accounts) => {
      if (accounts.length > 0) return { kind: "links", accounts };
      return PROBES.has(request.url ?? "") ? APP : { kind: "refused", status: 421 };
    });
  };
}

function lookUp(known: Map<string, Known>, find: (host: string) => Promise<string[]>, host: string): Promise<string[]> {
  const now = Date.now();
  const kept = known.get(host);
  if (kept && kept.until > now) return kept.accounts;
  if (known.size >= MOST_KNOWN) known.clear(); // names made up by a stranger
  const accounts = find(host);
  accounts.catch(() => known.delete(host));
  known.set(host, { accounts, until: now + KNOWN_MS });
  return accounts;
}

// Null for a request that names its host twice, by a whole address, or not as a host: two programs could read it as two names.
function hostOf({ headers, rawHeaders, url }: IncomingMessage): string | null {
  const times = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host").length;
  if (times !== 1 || !url?.startsWith("/")) return null;
  const host = bareHost(headers.host);
  const forwarded = headers["x-forwarded-host"];
  // A proxy that passes the name on itself needs no second word; what a client writes there then counts for nothing.
  if (env().TRUST_PROXY && typeof forwarded === "string" && host && LOOPBACK.test(host)) return bareHost(forwarded);
  return host;
}

function bareHost(named = ""): string | null {
  return HOST.exec(named.toLowerCase())?.[1] ?? null;
}
