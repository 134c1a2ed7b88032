"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { changePassword, endOtherSessions, endOwnSession } from "@/lib/accounts";
import { ChangePasswordForm, SessionId } from "@/lib/accounts/schema";
import { personAction } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";

export const change = personAction(ChangePasswordForm, async ({ id, user }, input) => {
  await changePassword(user.id, input, id);
  revalidatePath(paths.security());
});

export const end = personAction(SessionId, async ({ user }, { sessionId }) => {
  await endOwnSession(user.id, sessionId);
  revalidatePath(paths.security());
});

export const endOthers = personAction(z.object({}), async ({ id, user }) => {
  await endOtherSessions(user.id, id);
  revalidatePath(paths.security());
});
