import { erasePerson } from "@/lib/privacy";
import { makeDraft } from "@/tests/support/drafts";
import { walls } from "@/tests/support/walls";

export const privacyWalls = walls({
  furnish: async (account) => {
    const { contactIds } = await makeDraft(account, { people: ["ana"] });
    return { contactId: contactIds[0]! };
  },
  refused: { erasePerson: (tenant, { contactId }) => erasePerson(tenant, contactId) },
  blind: {},
  idless: [],
});
