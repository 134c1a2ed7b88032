import { composeMail } from "@/emails/compose";
import { authorize, getParticulars, listConfirmedMembers, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { addressKey, parseAddress } from "@/lib/platform/address";
import { inSystem } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { takeFromLimit } from "@/lib/platform/limits";
import { postMail } from "@/lib/platform/post";
import { hashSecret, newSecret } from "@/lib/platform/tokens";
import type { AddSender } from "./schema";

const LINK_DAYS = 7;
const MOST_SENDERS = 100;
// Nobody's mailbox is filled through this form: a mailbox gets three at once, and three a day, from all accounts together.
const ADDRESS_LIMIT = { name: "sender-address", burst: 3, everySeconds: 8 * 3_600 };
const ACCOUNT_LIMIT = { name: "sender-account", burst: 20, everySeconds: 1_800 };

/**
 * Add an address that campaigns may come from, and mail it a link by which whoever reads it says yes. The address of a confirmed
 * member needs none. Throws `conflict` when it is here already, `rate_limited`.
 */
export async function addSender(
  tenant: Tenant,
  { name, address, replyTo }: AddSender,
  now = new Date(),
): Promise<{ id: string; isConfirmed: boolean }> {
  authorize(tenant.actor, "administration");
  const { accountId, actor, db } = tenant;
  const key = addressKey(address);
  if (await db.sender.findUnique({ where: { accountId_addressKey: { accountId, addressKey: key } } }))
    throw new AppError("conflict", "sender_exists", "This address is here already.", "address");
  if ((await db.sender.count({ where: { accountId } })) >= MOST_SENDERS)
    throw new AppError(
      "conflict",
      "too_many_senders",
      `An account has ${MOST_SENDERS} senders at the most.`,
      "address",
    );
  const isConfirmed = (await listConfirmedMembers(tenant)).some(({ email }) => email.toLowerCase() === key);
  const id = newId();
  const confirmedAt = isConfirmed ? now : null;
  await db.sender.create({
    data: { accountId, id, name, address: address.address, addressKey: key, replyTo, confirmedAt, createdAt: now },
  });
  await recordAudit(db, { accountId, actor, action: "sender.add", subject: address.address });
  if (!isConfirmed) await mailLink(tenant, id, address.address, now);
  return { id, isConfirmed };
}

/** Mail the link once more; the one before ends. Throws `not_found` when there is nothing to confirm, `rate_limited`. */
export async function askSenderAgain(tenant: Tenant, senderId: string, now = new Date()): Promise<void> {
  authorize(tenant.actor, "administration");
  const { accountId, db } = tenant;
  const waiting = await db.sender.findFirst({ where: { accountId, id: senderId, confirmedAt: null } });
  if (!waiting) throw new AppError("not_found", "sender_not_found", "There is no such sender.");
  await mailLink(tenant, senderId, waiting.address, now);
}

async function mailLink(tenant: Tenant, id: string, address: string, now: Date): Promise<void> {
  const { accountId, db } = tenant;
  // In units of their own: a refusal must not be rolled back with what it refuses.
  await inSystem((system) => takeFromLimit(system, ACCOUNT_LIMIT, accountId, now));
  await inSystem((system) => takeFromLimit(system, ADDRESS_LIMIT, mailboxOf(address), now));
  const token = newSecret();
  const tokenHash = hashSecret(token);
  const expiresAt = new Date(now.getTime() + LINK_DAYS * 86_400_000);
  await db.sender.updateMany({ where: { accountId, id }, data: { tokenHash, expiresAt } });
  const { name: account, locale } = await getParticulars(tenant);
  const words = composeMail("confirmSender", locale, { account, address }, `${env().APP_URL}/sender/${token}`);
  await postMail(db, { key: `sender:${tokenHash}`, accountId, to: { address }, ...words });
}

// What stands behind a plus is the same mailbox (RFC 5233).
function mailboxOf(address: string): string {
  return addressKey(parseAddress(address)).replace(/\+[^@]*@/, "@");
}
