"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { checkStaffPassword } from "@/lib/accounts";
import { SignInForm } from "@/lib/accounts/schema";
import { lookIntoAccount, releaseAlarm, suspendAccount, unsuspendAccount } from "@/lib/backoffice";
import { ActOnAccount, ReleaseAlarm } from "@/lib/backoffice/schema";
import { publicAction, staffAction } from "@/lib/web/action";
import { paths, safeNext } from "@/lib/web/paths";
import { beginSession, currentDevice, leaveSession } from "@/lib/web/session";

export const signIn = publicAction(SignInForm, async ({ email, password, next }) => {
  const { network } = await currentDevice();
  await beginSession("staff", await checkStaffPassword(email, password, network));
  redirect(paths.staffSignedIn(safeNext(next, paths.admin())));
});

export const signOut = publicAction(z.object({}), async () => {
  await leaveSession("staff");
  redirect(paths.staffSignIn());
});

export const suspend = staffAction(ActOnAccount, async (staff, input) => {
  await suspendAccount(staff, input);
  revalidatePath(paths.clientAccount(input.accountId));
});

export const unsuspend = staffAction(ActOnAccount, async (staff, input) => {
  await unsuspendAccount(staff, input);
  revalidatePath(paths.clientAccount(input.accountId));
});

export const release = staffAction(ReleaseAlarm, async (staff, input) => {
  await releaseAlarm(staff, input);
  revalidatePath(paths.clientAccount(input.accountId));
});

export const look = staffAction(ActOnAccount, async (staff, input) => {
  await lookIntoAccount(staff, input);
  revalidatePath(paths.clientAccount(input.accountId));
});
