import type { Contact } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { addressKey, readAddress } from "@/lib/platform/address";
import { AppError } from "@/lib/platform/errors";

/** The contact with this address, in any spelling of its letters, or null. */
export async function findContact(tenant: Tenant, email: string): Promise<Contact | null> {
  const { accountId, db } = tenant;
  const address = readAddress(email);
  if (!address) return null;
  return db.contact.findUnique({ where: { accountId_emailKey: { accountId, emailKey: addressKey(address) } } });
}

export function noSuchContact() {
  return new AppError("not_found", "contact_not_found", "There is no such contact.");
}
