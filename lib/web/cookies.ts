import "server-only";
import { cookies } from "next/headers";
import { env } from "@/lib/platform/env";

/** Names of all cookies that Mailee sets. `__Host-` ties them to this host over https (RFC 6265bis); over plain http a browser refuses that prefix. */
export function cookieNames(): { session: string; staffSession: string } {
  const prefix = env().APP_URL.startsWith("https:") ? "__Host-" : "";
  return { session: `${prefix}mailee-session`, staffSession: `${prefix}mailee-staff` };
}

/** Every cookie of ours and whether the browser that asks holds it. */
export async function ourCookies() {
  const held = await cookies();
  const { session, staffSession } = cookieNames();
  return [
    { name: session, purpose: "session" as const, isHere: held.has(session) },
    { name: staffSession, purpose: "staffSession" as const, isHere: held.has(staffSession) },
  ];
}
