import { setTimeout as wait } from "node:timers/promises";
import { createList } from "@/lib/contacts";
import { CreateList } from "@/lib/contacts/schema";
import { getProof, launchCampaign, startEngine, type EngineOptions, type Proof } from "@/lib/deliveries";
import { smtpRelay } from "@/lib/deliveries/transport";
import { bulkInAccount } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { as, makeAccount, type TestAccount } from "./accounts";
import { makeDraft } from "./drafts";

const PEOPLE_AT_ONCE = 1_000;

export type Readers = { listId: string; contactIds: string[]; emails: string[] };

/** A list of `n` people who receive mail, written set-wise. `local` names them, with a domain if it is to be another; each name ends in a mark of this list's own. */
export async function makeReaders(
  account: TestAccount,
  n: number,
  local: (at: number) => string = (at) => `reader-${at}`,
): Promise<Readers> {
  const { accountId } = account;
  const listId = await as(account, (tenant) => createList(tenant, CreateList.parse({ name: "Monthly letter" })));
  const contactIds = Array.from({ length: n }, () => newId());
  const emails = contactIds.map((_, at) => {
    const [name, domain = "example.com"] = local(at).split("@");
    return `${name}.${listId.slice(-8)}@${domain}`;
  });
  for (let from = 0; from < n; from += PEOPLE_AT_ONCE) {
    const ids = contactIds.slice(from, from + PEOPLE_AT_ONCE);
    const addresses = emails.slice(from, from + PEOPLE_AT_ONCE);
    await bulkInAccount(
      accountId,
      async (client) => {
        await client.query(
          `INSERT INTO contact (account_id, id, email, email_key, name)
         SELECT $1, t.id, t.email, t.email, 'Reader ' || t.n FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS t(id, email, n)`,
          [accountId, ids, addresses],
        );
        const add = "INSERT INTO membership (account_id, list_id, contact_id) SELECT $1, $2, unnest($3::uuid[])";
        await client.query(add, [accountId, listId, ids]);
      },
      { statementMs: 60_000 },
    );
  }
  await as(account, ({ db }) => db.account.update({ where: { id: accountId }, data: { credits: n + 1_000 } }));
  return { listId, contactIds, emails };
}

/** A draft that is ready to be sent to that list. */
export async function makeCampaign(account: TestAccount, listId: string): Promise<string> {
  return (await makeDraft(account, { people: [], change: { listId } })).campaignId;
}

/** A list of `n` readers and a campaign to it, launched as if its undo window were over. */
export async function launchTo(account: TestAccount, n: number, local?: (at: number) => string) {
  const readers = await makeReaders(account, n, local);
  const campaignId = await makeCampaign(account, readers.listId);
  await launchAtOnce(account, campaignId);
  return { ...readers, campaignId };
}

export async function launchAtOnce(account: TestAccount, campaignId: string): Promise<void> {
  const longAgo = new Date(Date.now() - 600_000);
  await as(account, (tenant) => launchCampaign(tenant, { campaignId }, longAgo));
}

/** The engine of this process against that relay, with little patience, for the accounts that it makes: other tests have engines too. */
export function runEngine(
  relay: { url: string },
  { connections = 4, ...options }: Partial<EngineOptions> & { connections?: number } = {},
) {
  const stopping = new AbortController();
  const served = new Set<string>();
  const engine = startEngine({
    signal: stopping.signal,
    serves: (accountId) => served.has(accountId),
    pollMs: 50,
    countWorkers: () => Promise.resolve(1),
    relayOf: () => Promise.resolve(smtpRelay(relay.url, { connections, openMs: 2_000 })),
    messageMs: 3_000,
    leaseSeconds: 12,
    retryDelays: [300],
    restMs: 200,
    ...options,
  });
  return {
    makeAccount: async () => {
      const account = await makeAccount();
      served.add(account.accountId);
      return account;
    },
    stop: async () => {
      stopping.abort();
      await engine.finished;
    },
  };
}

export function statusOf(account: TestAccount, campaignId: string): Promise<string> {
  const { accountId } = account;
  return as(account, async ({ db }) => {
    const found = await db.campaign.findUniqueOrThrow({ where: { accountId_id: { accountId, id: campaignId } } });
    return found.status;
  });
}

export function proofOf(account: TestAccount, campaignId: string): Promise<Proof> {
  return as(account, (tenant) => getProof(tenant, campaignId));
}

/** Wait until something is so. Throws after `seconds`. */
export async function until(isSo: () => Promise<boolean> | boolean, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so within ${seconds} seconds: ${isSo.toString().slice(0, 200)}`);
    await wait(20);
  }
}
