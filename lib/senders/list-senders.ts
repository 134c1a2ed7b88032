import { listConfirmedMembers, type Tenant } from "@/lib/accounts";
import { readAddress } from "@/lib/platform/address";
import { isFreeMail } from "./free-mail";
import { mayLeave } from "./may-leave";
import type { SenderRow } from "./schema";

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
