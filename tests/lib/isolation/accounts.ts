import {
  cancelInvitation,
  changePermissions,
  getMember,
  inviteMember,
  listMembers,
  removeMember,
} from "@/lib/accounts";
import { inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { as } from "@/tests/support/accounts";
import { newAddress } from "@/tests/support/people";
import { walls } from "@/tests/support/walls";

export const accountsWalls = walls({
  furnish: async (account) => {
    const email = newAddress("guest");
    const userId = newId();
    await inSystem(async (db) => {
      const address = newAddress().address;
      const person = { id: userId, name: "Sample Colleague", email: address, emailKey: address, passwordHash: "" };
      await db.user.create({ data: person });
      await db.member.create({ data: { accountId: account.accountId, userId, permissions: ["reports"] } });
    });
    return as(account, async (tenant) => {
      await inviteMember(tenant, { email, permissions: ["reports"] });
      const { invitations } = await listMembers(tenant);
      return { userId, invitationId: invitations.find((open) => open.email === email.address)!.id };
    });
  },
  refused: {
    getMember: (tenant, { userId }) => getMember(tenant, userId),
    changePermissions: (tenant, { userId }) => changePermissions(tenant, { userId, permissions: ["administration"] }),
    removeMember: (tenant, { userId }) => removeMember(tenant, userId),
    cancelInvitation: (tenant, { invitationId }) => cancelInvitation(tenant, invitationId),
  },
  blind: {},
  idless: [
    "assertMaySend",
    "getParticulars",
    "inviteMember",
    "liftSuspension",
    "listAdministrators",
    "listMembersWith",
    "listConfirmedMembers",
    "listMembers",
    "saveParticulars",
    "saveProfile",
    "suspend",
  ],
});
