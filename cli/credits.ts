import { z } from "zod";
import { grantCredits } from "@/lib/backoffice";
import { accountId, AccountOption, operator } from "./tenant";
import { readOptions, type Command } from "./command";

const Options = z.object({
  account: AccountOption,
  add: z.coerce.number({ error: "add needed: how many" }).int().min(-10_000_000).max(10_000_000),
  reason: z.string({ error: "reason needed: it stands in the account's audit trail" }).trim().min(1).max(300),
});

/** Gives an account credits: one credit, one mail that a server took. */
export const accountCredits: Command = {
  name: "account credits",
  about: "Give an account credits, or take some back. One credit is one mail that a server took.",
  options: {
    account: "=id, or the address of a member",
    add: "=how many; a negative number takes back",
    reason: "=why; the account reads it in its audit trail",
  },
  run: async (given) => {
    const { account, add, reason } = readOptions(Options, given);
    const id = await accountId(account);
    const credits = await grantCredits(id, { credits: add, reason }, operator);
    return { result: { accountId: id, credits }, text: `The account has ${credits} credits.` };
  },
};
