import { listConfirmedMembers, type Tenant } from "@/lib/accounts";
import { inSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs";
import { takeFromLimit } from "@/lib/platform/limits";
import { getContact } from "@/lib/contacts";
import { getRow } from "./get-campaign";
import { mailTest } from "./jobs";
import type { SendTest } from "./schema";

const LIMIT = { name: "campaign-test", burst: 5, everySeconds: 20 };

/**
 * Mail a test to members of the account (`to` are their ids), written as for one contact. It costs no credit and is counted
 * nowhere; its unsubscribe link does nothing. Five at once, then three a minute. Throws `invalid`, `not_found`, `rate_limited`.
 */
export async function sendTest(
  tenant: Tenant,
  { campaignId, to, contactId }: SendTest,
  now = new Date(),
): Promise<{ to: string[] }> {
  const { accountId, db } = tenant;
  await getRow(tenant, campaignId);
  if (contactId) await getContact(tenant, contactId);
  const readers = (await listConfirmedMembers(tenant)).filter(({ userId }) => to.includes(userId));
  if (readers.length < new Set(to).size)
    throw new AppError("invalid", "test_reader_unknown", "A test goes to members with a confirmed address.", "to");
  // In a unit of its own: a refusal must not be rolled back with what it refuses.
  await inSystem((system) => takeFromLimit(system, LIMIT, accountId, now));
  await enqueue(db, mailTest, accountId, { campaignId, testId: newId(), to, contactId });
  return { to: readers.map(({ email }) => email) };
}
