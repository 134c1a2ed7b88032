import "server-only";
import { getServerSession } from "next-auth";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import {
  authorize,
  endSession,
  findSessionByToken,
  type Actor,
  type Device,
  type Needs,
  type Session,
  type SessionKind,
  type Tenant,
} from "@/lib/accounts";
import type { Staff } from "@/lib/backoffice";
import { inAccount, inSystem } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { authOptions, signInWith, type Credential } from "./auth";
import { cookieNames } from "./cookies";
import { paths } from "./paths";

/** A session of a member, with the account it is in. */
export type MemberSession = Session & { account: NonNullable<Session["account"]> };

/** Who is signed in to the application, or null. Read once for each request. */
export const findSession = cache((): Promise<Session | null> => readSession("member"));

/**
 * A way to read the member's session of this request, now and later on: what has ended meanwhile is null. Reading is no use of it, so
 * what a page asks by itself does not keep it alive.
 */
export async function watchSession(): Promise<() => Promise<Session | null>> {
  const token = (await cookies()).get(cookieNames().session)?.value;
  return async () => (token ? findSessionByToken(token, "member") : null);
}

/** Who is signed in to the back-office, or null. A member's session does not count, not even a member of staff's. */
export const findStaffSession = cache((): Promise<Session | null> => readSession("staff"));

/** The person who is signed in, whether a member of an account or of none; sends everyone else to the sign-in, which brings them back here. */
export async function requirePerson(): Promise<Session> {
  const session = await findSession();
  if (!session) redirect(paths.signIn(await currentPath()));
  return session;
}

/** The member who is signed in, with the account they are in. Who was removed from it is led to what else they may enter. */
export async function requireSession(): Promise<MemberSession> {
  const session = await requirePerson();
  if (!session.account) redirect(paths.ownAccounts());
  return session as MemberSession;
}

/** Run a page's reads as one unit of work in the signed-in member's account. Not found without the needs, or for a stranger's ids. */
export async function inTenant<T>(
  needs: Needs,
  run: (tenant: Tenant, session: MemberSession) => Promise<T>,
): Promise<T> {
  const session = await requireSession();
  try {
    return await runAs(session, needs, run);
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "forbidden")) notFound();
    throw error;
  }
}

/** One unit of work as a member: `forbidden` without the permission (null asks for none). */
export function runAs<T>(
  session: MemberSession,
  needs: Needs,
  run: (tenant: Tenant, session: MemberSession) => Promise<T>,
): Promise<T> {
  const actor = actorOf(session);
  authorize(actor, needs);
  return inAccount(session.account.id, (db) => run({ accountId: session.account.id, actor, db }, session));
}

/** The member of a session, as the one who acts. */
export function actorOf({ user, account }: MemberSession): Actor {
  const { id: userId, name, email } = user;
  return { kind: "member", userId, name, email, permissions: account.permissions };
}

/** One unit of work of the back-office, across accounts. */
export function runAsStaff<T>({ user }: Session, run: (staff: Staff) => Promise<T>): Promise<T> {
  return inSystem((db) => run({ userId: user.id, name: user.name, db }));
}

/** The member of staff who is signed in to the back-office; sends everyone else to its own sign-in. */
export async function requireStaffSession(): Promise<Session> {
  const session = await findStaffSession();
  if (!session) redirect(paths.staffSignIn(await currentPath()));
  return session;
}

/** Run a page's reads of the back-office as one unit of work. Not found for what is not there. */
export async function inBackoffice<T>(run: (staff: Staff) => Promise<T>): Promise<T> {
  const session = await requireStaffSession();
  try {
    return await runAsStaff(session, run);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

/** Sign in a person who has proved who they are: the old session of this browser ends, a new one begins, its cookie ends with the browser. */
export async function beginSession(kind: SessionKind, proven: Credential): Promise<void> {
  await leaveSession(kind);
  const { name, value } = await signInWith(kind, proven, await currentDevice());
  const secure = env().APP_URL.startsWith("https:");
  // Neither Expires nor Max-Age: whatever library made it, no cookie of ours outlives the browser.
  (await cookies()).set({ name, value, httpOnly: true, sameSite: "lax", path: "/", secure });
}

/** Sign out of this browser. */
export async function leaveSession(kind: SessionKind): Promise<void> {
  const jar = await cookies();
  const name = kind === "staff" ? cookieNames().staffSession : cookieNames().session;
  const token = jar.get(name)?.value;
  if (!token) return;
  await endSession(token);
  jar.delete(name);
}

/** The browser and the truncated network of the request that is running. */
export async function currentDevice(): Promise<Device> {
  const sent = await headers();
  return { agent: sent.get("user-agent") ?? "", network: truncateNetwork(clientAddress(sent)) };
}

/** The path and query of the page that is being asked for. */
export async function currentPath(): Promise<string> {
  return (await headers()).get("x-path") ?? "/";
}

async function readSession(kind: SessionKind): Promise<Session | null> {
  const name = kind === "staff" ? cookieNames().staffSession : cookieNames().session;
  if (!(await cookies()).has(name)) return null;
  const session = await getServerSession(authOptions(kind));
  return (session?.user as Session | undefined) ?? null;
}

// The server puts the address of the connection there; a proxy's word counts only where the operator says so.
function clientAddress(sent: Headers): string {
  const forwarded = env().TRUST_PROXY ? sent.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded ?? sent.get("x-client-address") ?? "";
}

/** The network an address is in: /24 of IPv4, /64 of IPv6, which is all we keep of where someone comes from. */
export function truncateNetwork(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (/^\d+(\.\d+){3}$/.test(plain)) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  if (!plain.includes(":")) return "";
  const [head = "", tail = ""] = plain.toLowerCase().split("%")[0]!.split("::");
  const groups = head.split(":").filter(Boolean);
  const rest = tail.split(":").filter(Boolean);
  const zeros = plain.includes("::") ? Math.max(0, 8 - groups.length - rest.length) : 0;
  const whole = [...groups, ...Array<string>(zeros).fill("0"), ...rest];
  return `${whole.slice(0, 4).join(":")}::/64`;
}
