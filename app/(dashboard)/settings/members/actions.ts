"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { cancelInvitation, changePermissions, inviteMember, removeMember } from "@/lib/accounts";
import { InvitationId, InviteForm, MemberId, MemberPermissionsForm } from "@/lib/accounts/schema";
import { action } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";

export const invite = action("administration", InviteForm, async (tenant, input) => {
  await inviteMember(tenant, input);
  revalidatePath(paths.members());
});

export const cancel = action("administration", InvitationId, async (tenant, { invitationId }) => {
  await cancelInvitation(tenant, invitationId);
  revalidatePath(paths.members());
});

export const savePermissions = action("administration", MemberPermissionsForm, async (tenant, input) => {
  await changePermissions(tenant, input);
  revalidatePath("/", "layout");
});

export const remove = action("administration", MemberId, async (tenant, { userId }) => {
  await removeMember(tenant, userId);
  redirect(paths.members());
});
