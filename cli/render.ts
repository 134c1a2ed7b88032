import { z } from "zod";
import { findContact } from "@/lib/contacts";
import { renderLetter } from "@/lib/deliveries";
import { accountId, AccountOption, asOperator, campaignOf } from "./tenant";
import { CommandError, readOptions, type Command } from "./command";

const Options = z.object({
  account: AccountOption,
  contact: z.string({ error: "contact needed: an address or an id" }).trim().min(1),
});

/** Writes the bytes of one person's mail, as the worker hands them to the server. */
export const render: Command = {
  name: "render",
  takes: "CAMPAIGN",
  about: "Write the bytes that one person gets, or would get: a whole message. A draft stays a draft.",
  options: { account: "=id, or the address of a member", contact: "=address or id of the person" },
  run: async (given, [campaign]) => {
    const { account, contact } = readOptions(Options, given);
    const campaignId = campaignOf(campaign);
    const letter = await asOperator(await accountId(account), async (tenant) => {
      const contactId = z.uuid().safeParse(contact).success ? contact : (await findContact(tenant, contact))?.id;
      if (!contactId) throw new CommandError(`There is no contact with the address ${contact}.`);
      return renderLetter(tenant, campaignId, contactId);
    });
    const { raw, ...envelope } = letter;
    return { result: { ...envelope, raw: raw.toString("latin1") }, text: "", raw };
  },
};
