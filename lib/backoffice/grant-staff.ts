import { addressKey, type Address } from "@/lib/platform/address";
import { inSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";

/** Make a person staff: they may sign in to the back-office. For the operator's command line only. Throws `not_found`. */
export async function grantStaff(email: Address): Promise<void> {
  await setStaff(email, true);
}

/** Take the back-office from a person; their staff sessions end at once. For the operator's command line only. Throws `not_found`. */
export async function revokeStaff(email: Address): Promise<void> {
  await setStaff(email, false);
}

async function setStaff(email: Address, isStaff: boolean) {
  await inSystem(async (db) => {
    const user = await db.user.findUnique({ where: { emailKey: addressKey(email) } });
    if (!user) throw new AppError("not_found", "person_not_found", `Nobody has the address ${email.address}.`);
    await db.user.update({ where: { id: user.id }, data: { isStaff } });
    if (!isStaff) await db.session.deleteMany({ where: { userId: user.id, kind: "staff" } });
  });
}
