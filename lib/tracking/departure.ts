import { Prisma } from "@/prisma/generated/client";
import {
  findAddressKey,
  findContact,
  leaveList,
  rejoinList,
  resubscribeContact,
  suppressAddress,
  unsubscribeContact,
} from "@/lib/contacts";
import { systemTenant, type Tenant } from "@/lib/accounts";
import { Flag, type DeliveryKey } from "@/lib/deliveries";
import { inAccount } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

/** How someone left: one list by the page, one list by the button of their mail program (RFC 8058), or the whole account. */
export type Way = "list" | "one-click" | "account";

/** What people may say about why they left. */
export const reasons = ["too_many", "not_expected", "never_joined", "other"] as const;
export type Reason = (typeof reasons)[number];

/** What the page of a person's link shows. */
export type Leaving = {
  /** Empty for somebody who was erased. */
  email: string;
  listName: string;
  company: string;
  address: string;
  site: string;
  locale: string;
  left: { way: Way; reason: string | null } | null;
};

/** The page behind an unsubscribe link: who, which list, and whether they have left. Changes nothing. Throws `not_found`. */
export function findLeaving(key: DeliveryKey): Promise<Leaving> {
  return enter(key, async (tenant, { email, list, locale }) => {
    const departure = await findDeparture(tenant, key);
    return {
      email,
      listName: list.name,
      company: list.company,
      address: list.address,
      site: list.site,
      locale,
      left: departure && !departure.undoneAt ? { way: departure.way as Way, reason: departure.reason } : null,
    };
  });
}

/** Leave by the link in a mail. Pressed twice it is done once; it works without an account and for as long as the ledger is kept. */
export function leaveByLink(key: DeliveryKey, way: Way, network = "", now = new Date()): Promise<void> {
  const leave = async (tenant: Tenant, { contactId, email, list }: Found) => {
    const { accountId, db } = tenant;
    const { campaignId, seq } = key;
    const leaver = await whoLeaves(tenant, { contactId, email });
    if (leaver && way === "account") await unsubscribeContact(tenant, { contactId: leaver, network }, now);
    else if (leaver) await leaveList(tenant, { listId: list.id, contactId: leaver, network }, now);
    else if (email) await suppressAddress(tenant, { email, reason: "unsubscribed" }, now);

    const where = { accountId_campaignId_seq: { accountId, campaignId, seq } };
    const data = { accountId, campaignId, seq, contactId, way, at: now };
    await db.departure.upsert({ where, create: data, update: { way, undoneAt: null } });
    await countOnce(tenant, key, contactId, way, now);
  };
  return enter(key, leave, { holds: true });
}

/** Say why one left. Nothing happens for someone who has not. */
export function giveReason(key: DeliveryKey, reason: Reason): Promise<void> {
  return enter(key, async ({ accountId, db }) => {
    const { campaignId, seq } = key;
    await db.departure.updateMany({ where: { accountId, campaignId, seq, undoneAt: null }, data: { reason } });
  });
}

/** Take leaving back, by the person's own press. It stays in the evidence that they left and came back. */
export function undoLeaving(key: DeliveryKey, network = "", now = new Date()): Promise<void> {
  const comeBack = async (tenant: Tenant, { contactId: writtenTo, email, list }: Found) => {
    const departure = await findDeparture(tenant, key);
    const contactId = await whoLeaves(tenant, { contactId: writtenTo, email });
    // Who is no contact any more has nothing to come back to.
    if (!departure || departure.undoneAt || !contactId) return;
    const { accountId, db } = tenant;
    const { campaignId, seq } = key;
    if (departure.way === "account") await resubscribeContact(tenant, { contactId, network }, now);
    else await rejoinList(tenant, { listId: list.id, contactId, network }, now);
    await db.departure.updateMany({ where: { accountId, campaignId, seq }, data: { undoneAt: now } });
  };
  return enter(key, comeBack, { holds: true });
}

// Whoever was deleted since and is a contact again under the same address is meant as well; null if there is nobody any more.
async function whoLeaves(tenant: Tenant, { contactId, email }: { contactId: string; email: string }) {
  if ((await findAddressKey(tenant, contactId)) !== null) return contactId;
  return email ? ((await findContact(tenant, email))?.id ?? null) : null;
}

type Found = { contactId: string; email: string; locale: string; list: ListFacts };
type ListFacts = { id: string; name: string; company: string; address: string; site: string };

// A link carries its whole key under our seal, so it says itself which account it is about.
// Whoever changes something holds the row of the ledger first, as an outcome does: then nobody waits in a ring for the contact.
function enter<T>(
  key: DeliveryKey,
  work: (tenant: Tenant, found: Found) => Promise<T>,
  { holds = false } = {},
): Promise<T> {
  const { accountId, campaignId, seq } = key;
  return inAccount(accountId, async (db) => {
    const rows = await db.$queryRaw<(ListFacts & { contactId: string; email: string; locale: string })[]>`
      SELECT d.contact_id AS "contactId", d.email, a.locale, l.id, l.name, l.site,
        COALESCE(NULLIF(l.company, ''), a.name) AS company, COALESCE(NULLIF(l.address, ''), a.postal_address) AS address
      FROM delivery d JOIN delivery_run r USING (account_id, campaign_id)
        JOIN contact_list l ON l.account_id = r.account_id AND l.id = r.list_id JOIN account a ON a.id = d.account_id
      WHERE d.account_id = ${accountId}::uuid AND d.campaign_id = ${campaignId}::uuid AND d.seq = ${seq}
      ${holds ? Prisma.sql`FOR UPDATE OF d` : Prisma.empty}`;
    const row = rows[0];
    if (!row) throw new AppError("not_found", "delivery_not_found", "This link is not complete.");
    const { contactId, email, locale, ...list } = row;
    return work(systemTenant(accountId, db, "subscriber link"), { contactId, email, locale, list });
  });
}

function findDeparture({ accountId, db }: Tenant, { campaignId, seq }: DeliveryKey) {
  return db.departure.findUnique({ where: { accountId_campaignId_seq: { accountId, campaignId, seq } } });
}

// Leaving, coming back and leaving again is one person who left this campaign.
async function countOnce({ accountId, db }: Tenant, key: DeliveryKey, contactId: string, way: Way, now: Date) {
  const { campaignId, seq } = key;
  const first = await db.$executeRaw`UPDATE delivery SET flags = flags | ${Flag.left}::smallint
    WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid AND seq = ${seq} AND flags & ${Flag.left} = 0`;
  if (first === 0) return;
  await db.event.create({
    data: {
      accountId,
      id: newId(),
      campaignId,
      contactId,
      seq,
      at: now,
      kind: "unsubscribe",
      class: "human",
      evidence: { way },
    },
  });
  const add = { hits: { increment: 1 }, people: { increment: 1 } };
  const one = { accountId, campaignId, kind: "unsubscribe", class: "human" };
  await db.statCampaign.upsert({
    where: { accountId_campaignId_kind_class: one },
    create: { ...one, hits: 1, people: 1 },
    update: add,
  });
  const hourly = { ...one, hour: new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000) };
  await db.statHour.upsert({
    where: { accountId_campaignId_hour_kind_class: hourly },
    create: { ...hourly, hits: 1, people: 1 },
    update: add,
  });
}
