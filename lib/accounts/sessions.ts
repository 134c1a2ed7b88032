import type { Prisma } from "@/prisma/generated/client";
import { inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { hashSecret, newSecret } from "@/lib/platform/tokens";
import type { Locale, Permission, Theme } from "./schema";

/** A member's session opens the application, a staff session the back-office. Neither opens the other. */
export type SessionKind = "member" | "staff";

/** Where a session is used from: the browser's own name, and the network truncated to /24 or /64. */
export type Device = { agent: string; network: string };

export type SessionAccount = {
  id: string;
  name: string;
  timeZone: string;
  status: string;
  suspendedReason: string | null;
  permissions: Permission[];
};

/** Who is signed in, and in which account. */
export type Session = {
  id: string;
  kind: SessionKind;
  /** When it ends if it is not used again, and when it ends however much it is used. */
  expires: Date;
  latest: Date;
  user: { id: string; name: string; email: string; locale: Locale; theme: Theme; shortcuts: boolean; isStaff: boolean };
  account: SessionAccount | null;
  /** Every account the person is a member of, oldest membership first. */
  accounts: { id: string; name: string }[];
};

const MINUTE = 60_000;
/** How long a session lasts without use and in all, in milliseconds. */
export const sessionLimits = {
  member: { idle: 30 * MINUTE, absolute: 12 * 60 * MINUTE },
  staff: { idle: 15 * MINUTE, absolute: 4 * 60 * MINUTE },
} as const;

/** Begin a session. Answers its token, which only the browser keeps: the database holds a hash. */
export async function openSession(
  userId: string,
  kind: SessionKind,
  { agent, network }: Device,
  now = new Date(),
): Promise<string> {
  const token = newSecret();
  await inSystem(async (db) => {
    const member = await db.member.findFirst({ where: { userId }, orderBy: { createdAt: "asc" } });
    await db.session.create({
      data: {
        tokenHash: hashSecret(token),
        id: newId(),
        userId,
        accountId: kind === "member" ? (member?.accountId ?? null) : null,
        kind,
        createdAt: now,
        seenAt: now,
        agent: agent.slice(0, 300),
        network,
      },
    });
  });
  return token;
}

const withPerson = {
  user: { include: { members: { include: { account: true }, orderBy: { createdAt: "asc" } } } },
} as const;
type SessionRow = Prisma.SessionGetPayload<{ include: typeof withPerson }>;

/** The session of a token, or null when it was ended, is idle too long or too old. A session that is over is removed. */
export async function findSessionByToken(token: string, kind: SessionKind, now = new Date()): Promise<Session | null> {
  return inSystem(async (db) => {
    const where = { tokenHash: hashSecret(token), kind };
    const row = await db.session.findUnique({ where, include: withPerson });
    if (!row) return null;
    if (expiryOf(row) > now && (kind === "member" || row.user.isStaff)) return sessionOf(row);
    await db.session.deleteMany({ where });
    return null;
  });
}

function sessionOf(row: SessionRow): Session {
  const { id, name, email, locale, theme, shortcuts, isStaff, members } = row.user;
  const member = members.find(({ accountId }) => accountId === row.accountId);
  return {
    id: row.id,
    kind: row.kind as SessionKind,
    expires: expiryOf(row),
    latest: latestOf(row),
    user: { id, name, email, locale: locale as Locale, theme: theme as Theme, shortcuts, isStaff },
    account: member ? accountOf(member) : null,
    accounts: members.map(({ account }) => ({ id: account.id, name: account.name })),
  };
}

function accountOf({ account, permissions }: SessionRow["user"]["members"][number]): SessionAccount {
  const { id, name, timeZone, status, suspendedReason } = account;
  return { id, name, timeZone, status, suspendedReason, permissions: permissions as Permission[] };
}

/** Note that a session is in use, which moves its idle limit. */
export async function touchSession(token: string, now = new Date()): Promise<void> {
  await inSystem((db) =>
    db.session.updateMany({ where: { tokenHash: hashSecret(token), seenAt: { lt: now } }, data: { seenAt: now } }),
  );
}

/** End the session of a token. Nothing happens when it is over already. */
export async function endSession(token: string): Promise<void> {
  await inSystem((db) => db.session.deleteMany({ where: { tokenHash: hashSecret(token) } }));
}

/** When a session ends if it is not used again: the idle limit or the absolute one, whichever comes first. */
export function expiryOf(row: { kind: string; createdAt: Date; seenAt: Date }): Date {
  const idle = row.seenAt.getTime() + limitsOf(row.kind).idle;
  return new Date(Math.min(idle, latestOf(row).getTime()));
}

function latestOf({ kind, createdAt }: { kind: string; createdAt: Date }): Date {
  return new Date(createdAt.getTime() + limitsOf(kind).absolute);
}

const limitsOf = (kind: string) => sessionLimits[kind === "staff" ? "staff" : "member"];
