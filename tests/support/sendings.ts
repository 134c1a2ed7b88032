import { personalLinks, type DeliveryKey } from "@/lib/deliveries";
import { bulkInAccount } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { makeAccount, type TestAccount } from "./accounts";
import { makeList } from "./contacts";

export type Sending = {
  account: TestAccount;
  campaignId: string;
  listId: string;
  contactIds: string[];
  key: (seq: number) => DeliveryKey;
};

/** A campaign that was accepted for each of these people a while ago, in the order of their names, with three links. */
export async function makeSending(people: string[], settledAt?: Date): Promise<Sending> {
  return addSending(await makeAccount(), people, settledAt);
}

/** The same in an account that is there. */
export async function addSending(
  account: TestAccount,
  people: string[],
  settledAt = new Date(Date.now() - 3_600_000),
): Promise<Sending> {
  const { accountId } = account;
  const { listId, ids } = await makeList(account, { people });
  const campaignId = newId();
  await bulkInAccount(accountId, async (client) => {
    await client.query(
      "INSERT INTO campaign (account_id, id, name, subject, list_id, status, updated_at) VALUES ($1, $2, 'October', 'October', $3, 'sent', now())",
      [accountId, campaignId, listId],
    );
    await client.query(
      "INSERT INTO campaign_link (account_id, campaign_id, no, url) SELECT $1, $2, n, 'https://example.org/page-' || n || '?utm=ação' FROM generate_series(1, 6) n",
      [accountId, campaignId],
    );
    await client.query(
      "INSERT INTO delivery_run (account_id, campaign_id, list_id, planned, made_to, is_open, launched_by) VALUES ($1, $2, $3, $4, $4, false, 'test')",
      [accountId, campaignId, listId, people.length],
    );
    await client.query(
      `INSERT INTO delivery (account_id, campaign_id, contact_id, seq, state, attempts, reply_code, settled_at, email)
       SELECT $1, $2, c.id, c.n, 'accepted', 1, 250, $4, contact.email FROM unnest($3::uuid[]) WITH ORDINALITY AS c(id, n)
       JOIN contact ON contact.account_id = $1 AND contact.id = c.id`,
      [accountId, campaignId, ids, settledAt],
    );
  });
  return { account, campaignId, listId, contactIds: ids, key: (seq) => ({ accountId, campaignId, seq }) };
}

/** The path of a link as it stands in the mail. */
export function pathOf(key: DeliveryKey, what: "unsubscribe" | "web" | "open"): string {
  return new URL(personalLinks(key)[what]).pathname;
}

/** The path of a tracked link. */
export function clickPath(key: DeliveryKey, no: number): string {
  return new URL(personalLinks(key).click(no)).pathname;
}
