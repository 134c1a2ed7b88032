import { z } from "zod";
import { createCampaign, deleteDraft, getCampaign, listCampaigns, saveCampaign } from "@/lib/campaigns";
import type { SaveCampaign } from "@/lib/campaigns/schema";
import {
  archiveList,
  createContact,
  createField,
  createList,
  deleteContact,
  listFields,
  listLists,
  searchContacts,
} from "@/lib/contacts";
import { ContactFilter, CreateContact, CreateList } from "@/lib/contacts/schema";
import { accountId, asOperator } from "./tenant";
import { readOptions, type Command } from "./command";

const Options = z.object({ account: z.string().default("demo@example.com") });
const option = { account: "=id, or the address of a member; demo@example.com unless told" };

// What is sample is named so, wherever it shows.
const LIST = "Sample readers";
const DRAFT = "Sample letter";
const READERS = 200;
const CITIES = ["Sampleton", "Exampleville", "Vila Exemplo", "Porto Amostra"];

/** Fills an account with people and a draft that are visibly samples. Twice is once. */
export const seedDemo: Command = {
  name: "seed demo",
  about: `Add ${READERS} sample readers under example domains, a list and a draft. Running it again adds nothing.`,
  options: option,
  run: async (given) => {
    const account = await accountId(readOptions(Options, given).account);
    const listId = await ensureList(account);
    let added = 0;
    for (let n = 1; n <= READERS; n++) added += (await ensureReader(account, listId, n)) ? 1 : 0;
    const campaignId = await ensureDraft(account, listId);
    return {
      result: { accountId: account, listId, campaignId, added },
      text: `${added} sample readers added to the list "${LIST}", and the draft "${DRAFT}".`,
    };
  },
};

/** Takes away what `seed demo` added. What was sent to them stays as evidence. */
export const unseedDemo: Command = {
  name: "unseed demo",
  about: "Take the sample readers, their list and the sample draft away again.",
  options: option,
  run: async (given) => {
    const account = await accountId(readOptions(Options, given).account);
    const drafts = await asOperator(account, (tenant) => listCampaigns(tenant, { status: "draft" }, 1_000));
    for (const { id } of drafts.campaigns.filter(({ name }) => name === DRAFT))
      await asOperator(account, (tenant) => deleteDraft(tenant, id));
    const removed = await removeReaders(account);
    const lists = await asOperator(account, (tenant) => listLists(tenant));
    for (const { id } of lists.filter(({ name }) => name === LIST))
      await asOperator(account, (tenant) => archiveList(tenant, id));
    return {
      result: { accountId: account, removed },
      text: `${removed} sample readers removed; their list is archived.`,
    };
  },
};

const addressOf = (n: number) => `sample.reader.${n}@readers.example.${n % 2 ? "com" : "org"}`;

async function ensureList(account: string): Promise<string> {
  return asOperator(account, async (tenant) => {
    const keys = (await listFields(tenant)).map(({ key }) => key);
    if (!keys.includes("city")) await createField(tenant, { key: "city", label: "City", kind: "text" });
    const known = (await listLists(tenant)).find(({ name }) => name === LIST);
    if (known) return known.id;
    const about = {
      name: LIST,
      company: "Sample Books",
      address: "1 Sample Street, Sampleton",
      site: "https://example.com/",
    };
    return createList(tenant, CreateList.parse({ ...about, description: "Made-up people to try things with" }));
  });
}

async function ensureReader(account: string, listId: string, n: number): Promise<boolean> {
  const email = addressOf(n);
  const known = await asOperator(account, (tenant) => searchContacts(tenant, ContactFilter.parse({ q: email }), 1));
  if (known.contacts.some((contact) => contact.email === email)) return false;
  const fields = { city: CITIES[n % CITIES.length]! };
  const consent = { source: "signup_form", wording: "Sample consent, given by nobody." };
  const reader = CreateContact.parse({ email, name: `Sample Reader ${n}`, fields, listIds: [listId], consent });
  await asOperator(account, (tenant) => createContact(tenant, reader));
  return true;
}

async function ensureDraft(account: string, listId: string): Promise<string> {
  return asOperator(account, async (tenant) => {
    const page = await listCampaigns(tenant, {}, 1_000);
    const known = page.campaigns.find(({ name }) => name === DRAFT);
    if (known) return known.id;
    const { id: campaignId } = await createCampaign(tenant, { name: DRAFT });
    const { version, tracksOpens, tracksClicks } = await getCampaign(tenant, campaignId);
    await saveCampaign(tenant, {
      campaignId,
      version,
      name: DRAFT,
      subject: "A sample letter",
      preheader: "To try Mailee with",
      fromName: "Sample Books",
      fromEmail: "letter@sample-books.example.com",
      listId,
      mode: "letter",
      letter: sampleLetter,
      code: "",
      tracksOpens,
      tracksClicks,
    });
    return campaignId;
  });
}

async function removeReaders(account: string): Promise<number> {
  let removed = 0;
  for (let n = 1; n <= READERS; n++) {
    const email = addressOf(n);
    const found = await asOperator(account, (tenant) => searchContacts(tenant, ContactFilter.parse({ q: email }), 1));
    const contact = found.contacts.find((one) => one.email === email);
    if (!contact) continue;
    await asOperator(account, (tenant) => deleteContact(tenant, contact.id));
    removed++;
  }
  return removed;
}

const text = (words: string) => ({ type: "text" as const, text: words });
const sampleLetter: SaveCampaign["letter"] = {
  version: 1,
  type: "doc",
  content: [
    { type: "heading", attrs: { level: 1 }, content: [text("A sample letter")] },
    {
      type: "paragraph",
      content: [text("Hello "), { type: "mergeField", attrs: { field: "first_name", fallback: "reader" } }, text(",")],
    },
    { type: "paragraph", content: [text("This letter is a sample, and so are the people on its list.")] },
    {
      type: "paragraph",
      content: [
        {
          type: "text",
          text: "A link to follow",
          marks: [{ type: "link", attrs: { href: "https://example.com/sample" } }],
        },
      ],
    },
  ],
};
