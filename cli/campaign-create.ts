import { readFileSync } from "node:fs";
import { z } from "zod";
import { createCampaign, getCampaign, saveCampaign } from "@/lib/campaigns";
import { listLists } from "@/lib/contacts";
import { accountId, AccountOption, asOperator } from "./tenant";
import { CommandError, readOptions, type Command } from "./command";

const Options = z.object({
  account: AccountOption,
  name: z.string({ error: "name needed" }).min(1).max(120),
  subject: z.string({ error: "subject needed" }).min(1).max(250),
  preheader: z.string().max(250).default(""),
  from: z.email({ error: "from needed: an address" }),
  "from-name": z.string().max(120).default(""),
  list: z.string({ error: "list needed: its name" }).min(1),
  html: z.string({ error: "html needed: a file" }),
});

/** Makes a draft from an HTML file. */
export const campaignCreate: Command = {
  name: "campaign create",
  about: "Make a draft from an HTML file.",
  options: {
    account: "=id, or the address of a member",
    name: "=name of the campaign",
    subject: "=subject, may hold {{ fields }}",
    preheader: "=the line that mail programs show after it",
    from: "=address it comes from",
    "from-name": "=name it comes from",
    list: "=name of the list",
    html: "=file that holds the content",
  },
  run: async (given) => {
    const options = readOptions(Options, given);
    const code = readHtml(options.html);
    const id = await asOperator(await accountId(options.account), async (tenant) => {
      const list = (await listLists(tenant)).find(({ name }) => name === options.list);
      if (!list) throw new CommandError(`There is no list named ${options.list}.`);
      const { id: campaignId } = await createCampaign(tenant, { name: options.name });
      const { version, letter, tracksOpens, tracksClicks } = await getCampaign(tenant, campaignId);
      await saveCampaign(tenant, {
        campaignId,
        version,
        name: options.name,
        subject: options.subject,
        preheader: options.preheader,
        fromName: options["from-name"],
        fromEmail: options.from,
        listId: list.id,
        mode: "code",
        letter,
        code,
        tracksOpens,
        tracksClicks,
      });
      return campaignId;
    });
    return { result: { campaignId: id }, text: `Draft ${id}.` };
  },
};

function readHtml(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new CommandError(`The file ${file} could not be read.`);
  }
}
