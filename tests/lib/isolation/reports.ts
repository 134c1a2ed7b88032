import { findByText } from "@/lib/reports";
import { newId } from "@/lib/platform/ids";
import { makeDraft } from "@/tests/support/drafts";
import { walls } from "@/tests/support/walls";

export const reportsWalls = walls({
  furnish: async (account) => {
    const person = `reader${newId().slice(-12)}`;
    await makeDraft(account, { people: [person] });
    return { person };
  },
  refused: {},
  blind: {
    findByText: [(tenant, { person }) => findByText(tenant, person), { contacts: [], lists: [], campaigns: [] }],
  },
  idless: ["readOverview"],
});
