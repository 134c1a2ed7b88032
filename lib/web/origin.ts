import { env } from "@/lib/platform/env";

type Asked = { method: string; headers: Headers };

/** True when a request changes nothing, or certainly comes from a page of ours (Fetch Metadata, else Origin). */
export function isOwnRequest({ method, headers }: Asked): boolean {
  if (isRead(method)) return true;
  const site = headers.get("sec-fetch-site");
  return site ? site === "same-origin" : headers.get("origin") === ownOrigin();
}

/** True when a change is certainly asked for by a page of another site. Machines, which say nothing of the kind, are not meant. */
export function isForeignRequest({ method, headers }: Asked): boolean {
  if (isRead(method)) return false;
  const site = headers.get("sec-fetch-site");
  if (site) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  // Pages that tell no referrer tell "null" (Fetch standard, append a request Origin header).
  return origin !== null && origin !== "null" && origin !== ownOrigin();
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}

function ownOrigin(): string {
  return new URL(env().APP_URL).origin;
}
