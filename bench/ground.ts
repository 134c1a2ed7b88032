import { createAccount, type Tenant } from "@/lib/accounts";
import { createCampaign, getCampaign, saveCampaign } from "@/lib/campaigns";
import { createList } from "@/lib/contacts";
import { CreateList } from "@/lib/contacts/schema";
import { countStates, launchCampaign } from "@/lib/deliveries";
import { bulkInAccount, inAccount, inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

export type Ground = { accountId: string; listId: string };

const AT_ONCE = 50_000;

const html = `<h1>November letter</h1><p>Hello {{ first_name | default: "reader" }},</p>
${'<p>A paragraph of the length that letters have, with a <a href="https://example.com/page">link</a> to follow and some more words to read.</p>\n'.repeat(8)}`;

/** An account with credits and a list of `n` contacts, written set-wise. */
export async function makeGround(n: number): Promise<Ground> {
  const email = `bench-${newId().slice(-12)}@example.com`;
  const given = {
    name: "Bench",
    email,
    emailKey: email,
    passwordHash: "",
    locale: "en" as const,
    postalAddress: "1 Sample Street",
  };
  const { accountId } = await inSystem((db) => createAccount(db, given));
  await inSystem((db) => db.account.update({ where: { id: accountId }, data: { credits: 100_000_000 } }));
  const listId = await inAccount(accountId, (db) =>
    createList(operatorOf(accountId, db), CreateList.parse({ name: "Bench" })),
  );
  for (let from = 0; from < n; from += AT_ONCE) await addReaders(accountId, listId, from, Math.min(AT_ONCE, n - from));
  await inSystem((db) => db.$executeRaw`ANALYZE contact, membership`).catch(() => {}); // only their owner may
  return { accountId, listId };
}

function addReaders(accountId: string, listId: string, from: number, n: number): Promise<void> {
  return bulkInAccount(
    accountId,
    async (client) => {
      const ids = Array.from({ length: n }, () => newId());
      await client.query(
        `INSERT INTO contact (account_id, id, email, email_key, name)
         SELECT $1, t.id, 'reader-' || t.n + $3 || '@readers.example.com', 'reader-' || t.n + $3 || '@readers.example.com', 'Reader ' || t.n + $3
         FROM unnest($2::uuid[]) WITH ORDINALITY AS t(id, n)`,
        [accountId, ids, from],
      );
      await client.query("INSERT INTO membership (account_id, list_id, contact_id) SELECT $1, $2, unnest($3::uuid[])", [
        accountId,
        listId,
        ids,
      ]);
    },
    { statementMs: 600_000 },
  );
}

async function makeDraft({ accountId, listId }: Ground): Promise<string> {
  return inAccount(accountId, async (db) => {
    const tenant = operatorOf(accountId, db);
    const { id: campaignId } = await createCampaign(tenant, { name: "Bench" });
    const { version, letter } = await getCampaign(tenant, campaignId);
    const sender = { fromName: "Bench", fromEmail: "bench@news.example.com" };
    const content = {
      name: "Bench",
      subject: "November letter",
      preheader: "To measure",
      listId,
      mode: "code" as const,
      letter,
      code: html,
    };
    await saveCampaign(tenant, { campaignId, version, ...sender, ...content, tracksOpens: true, tracksClicks: true });
    return campaignId;
  });
}

/** A campaign whose undo window is over: the engine's first look is its start. */
export async function launched(ground: Ground): Promise<string> {
  const campaignId = await makeDraft(ground);
  const longAgo = new Date(Date.now() - 600_000);
  await inAccount(ground.accountId, (db) => launchCampaign(operatorOf(ground.accountId, db), { campaignId }, longAgo));
  return campaignId;
}

/** A campaign compiled the same way that the engine never sends: it is far in the future. */
export async function frozen({ accountId, listId }: Ground): Promise<string> {
  const campaignId = await makeDraft({ accountId, listId });
  const sendAt = new Date(Date.now() + 86_400_000);
  await inAccount(accountId, (db) => launchCampaign(operatorOf(accountId, db), { campaignId, sendAt }));
  return campaignId;
}

/** How many of a campaign's mails are accepted by now. */
export async function accepted(accountId: string, campaignId: string): Promise<number> {
  return (await inAccount(accountId, (db) => countStates(operatorOf(accountId, db), campaignId))).accepted;
}

/** The tenant of a benchmark. */
export function operatorOf(accountId: string, db: Tenant["db"]): Tenant {
  return { accountId, actor: { kind: "operator", name: "bench" }, db };
}
