import { authorize, type Tenant } from "@/lib/accounts";
import { inSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { takeFromLimit } from "@/lib/platform/limits";
import { testRelay } from "./jobs";

const LIMIT = { name: "relay-test", burst: 6, everySeconds: 20 };

/** Have the account's relay tested by the worker; `testedAt` rises above `testAskedAt` when it is done. Throws `not_found`, `rate_limited`. */
export async function askRelayTest(tenant: Tenant, now = new Date()): Promise<void> {
  authorize(tenant.actor, "administration");
  const { accountId, db } = tenant;
  const { count } = await db.relay.updateMany({ where: { accountId }, data: { testAskedAt: now } });
  if (count === 0) throw new AppError("not_found", "relay_not_found", "This account has no relay of its own.");
  // In a unit of its own: a refusal must not be rolled back with what it refuses.
  await inSystem((system) => takeFromLimit(system, LIMIT, accountId, now));
  await enqueue(db, testRelay, accountId, {}, { key: "test" });
}
