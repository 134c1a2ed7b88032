import { listConfirmedMembers, type Tenant } from "@/lib/accounts";
import { readAddress } from "@/lib/platform/address";
import { isFreeMail } from "./free-mail";
import { mayLeave, mustVerify } from "./may-leave";
import type { SenderRow } from "./schema";

export type UsableSenders = { confirmed: { name: string; address: string }[]; isOpen: boolean };

/** Where answers to mail from a confirmed sender are to go, or null for the sender itself. */
export async function findReplyTo(tenant: Tenant, address: string): Promise<string | null> {
  const { accountId, db } = tenant;
  const key = { accountId, addressKey: address.toLowerCase() };
  const found = await db.sender.findUnique({ where: { accountId_addressKey: key } });
  return (found?.confirmedAt && found.replyTo) || null;
}

/** Who a campaign may come from; `isOpen` when any other address may be written too (see `checkFrom`). */
export async function listUsableSenders(tenant: Tenant): Promise<UsableSenders> {
  const isOpen = !(await mustVerify(tenant));
  const confirmed = (await listSenders(tenant)).filter(({ isConfirmed }) => isConfirmed);
  return { confirmed: confirmed.map(({ name, address }) => ({ name, address })), isOpen };
}

/**
 * Addresses campaigns come from, and those still to be confirmed. Confirmed members count without being asked again, but for free
 * mailboxes where mail leaves the machine.
 */
export async function listSenders(tenant: Tenant): Promise<SenderRow[]> {
  const { accountId, db } = tenant;
  const rows = await db.sender.findMany({ where: { accountId }, orderBy: { id: "asc" } });
  const named = new Set(rows.map(({ addressKey }) => addressKey));
  const leaves = await mayLeave(tenant);
  const members = (await listConfirmedMembers(tenant)).filter(({ email }) => {
    const read = readAddress(email);
    return read && !named.has(email.toLowerCase()) && !(leaves && isFreeMail(read.domain));
  });
  return [
    ...members.map(({ userId, name, email }) => ({
      id: userId,
      name,
      address: email,
      replyTo: "",
      isConfirmed: true,
      isMember: true,
      expiresAt: null,
    })),
    ...rows.map(({ id, name, address, replyTo, confirmedAt, expiresAt }) => ({
      id,
      name,
      address,
      replyTo,
      isConfirmed: confirmedAt !== null,
      isMember: false,
      expiresAt,
    })),
  ];
}
