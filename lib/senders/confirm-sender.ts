import { recordAudit } from "@/lib/audit";
import { inSystem, type Db } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { hashSecret } from "@/lib/platform/tokens";

/** The address a mailed link is about, without using the link up. Throws `not_found` when it is wrong, used or older than a week. */
export function findSenderLink(token: string, now = new Date()): Promise<{ address: string }> {
  return inSystem(async (db) => {
    const { address } = await openLink(db, token, now);
    return { address };
  });
}

/** Say yes by a mailed link: the account may send from this address. Works once. Throws `not_found`. */
export function confirmSender(token: string, now = new Date()): Promise<{ address: string }> {
  return inSystem(async (db) => {
    const { accountId, id, address } = await openLink(db, token, now);
    const { count } = await db.sender.updateMany({
      where: { accountId, id, tokenHash: hashSecret(token), confirmedAt: null },
      data: { confirmedAt: now, tokenHash: null, expiresAt: null },
    });
    if (count === 0) throw linkIsOver();
    await recordAudit(db, {
      accountId,
      actor: { kind: "system", name: address },
      action: "sender.confirm",
      subject: address,
    });
    return { address };
  });
}

async function openLink(db: Db, token: string, now: Date) {
  const found = await db.sender.findUnique({ where: { tokenHash: hashSecret(token) } });
  if (!found || found.confirmedAt || !found.expiresAt || found.expiresAt <= now) throw linkIsOver();
  return found;
}

function linkIsOver() {
  return new AppError("not_found", "link_is_over", "This link was used before, has run out, or is not complete.");
}
