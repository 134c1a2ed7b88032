import { inSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";

/** Go on in another account that the person is a member of, in this session. Throws `not_found` for any other account. */
export async function enterAccount(userId: string, sessionId: string, accountId: string): Promise<void> {
  await inSystem(async (db) => {
    const member = await db.member.findUnique({ where: { accountId_userId: { accountId, userId } } });
    if (!member) throw new AppError("not_found", "account_not_found", "There is no such account.");
    await db.session.updateMany({ where: { id: sessionId, userId, kind: "member" }, data: { accountId } });
  });
}
