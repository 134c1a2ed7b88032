import { getTranslations } from "next-intl/server";
import { InvitationsCard } from "@/components/accounts/invitations-card";
import { InviteForm } from "@/components/accounts/invite-form";
import { MembersCard } from "@/components/accounts/members-card";
import { listMembers } from "@/lib/accounts";
import { inTenant } from "@/lib/web/session";
import { cancel, invite } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("accounts.members"))("title") };
}

export default async function MembersPage() {
  const { members, invitations, self } = await inTenant("administration", async (tenant, { user }) => ({
    ...(await listMembers(tenant)),
    self: user.id,
  }));
  return (
    <div className="grid gap-4">
      <MembersCard members={members} self={self} />
      <InvitationsCard invitations={invitations} cancel={cancel} />
      <InviteForm invite={invite} />
    </div>
  );
}
