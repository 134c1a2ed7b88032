import { systemTenant } from "@/lib/accounts";
import { loadPlan, type Plan } from "@/lib/campaigns";
import { inboundAddress, returnPathOf } from "@/lib/bounces";
import { personalLinks } from "@/lib/deliveries/links";
import { compileLetter, type WriteLetter } from "@/lib/deliveries/mime/compose";
import { signLetter, type DkimKey } from "@/lib/deliveries/mime/dkim";
import type { Message } from "@/lib/deliveries/transport";
import { inAccount } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import type { Item } from "./item";

/** In whose name an account's mail goes out. */
export type Identity = {
  dkim: DkimKey[];
  /** Where bounces come back to; the inbound domain of the house when it is null. */
  returnPathDomain: string | null;
  /** What links begin with; our own address when it is null. */
  linkOrigin: string | null;
  /** Nothing may leave from this address now: its domain is not verified any more. */
  isHeld?: boolean;
};
export type IdentityOf = (accountId: string, fromAddress: string) => Promise<Identity>;

type Compiled = {
  write: WriteLetter;
  sender: string;
  ids: { short: string; domain: string };
  identity: Identity;
  readAt: number;
};

/** Whose letter it is: a row of the ledger and what is known of the person now. */
type Addressed = Pick<Item, "accountId" | "campaignId"> & {
  row: Pick<Item["row"], "seq" | "email" | "name" | "fields">;
};

/** A letter that may not leave as things stand: nobody is told anything of it, and nothing is wrong with its reader. */
export class HeldBack extends Error {}

const FRESH_MS = 5 * 60_000; // a key that was changed is used no longer than this

/** The frozen content of running campaigns, read and encoded once each, and the letter it becomes for one person. */
export class Letters {
  #compiled = new Map<string, Promise<Compiled>>();
  #identityOf: IdentityOf;

  constructor(identityOf: IdentityOf) {
    this.#identityOf = identityOf;
  }

  /** One person's letter, signed unless the relay does that. */
  async compose(item: Item, { signs }: { signs: boolean }): Promise<Message> {
    const compiled = await this.#for(item);
    if (compiled.identity.isHeld || performance.now() - compiled.readAt > FRESH_MS)
      this.#compiled.delete(item.campaignId);
    if (compiled.identity.isHeld) throw new HeldBack("its sender may not send now");
    const message = composeFor(item, compiled);
    const { dkim } = compiled.identity;
    return signs || dkim.length === 0 ? message : { ...message, raw: await signLetter(message.raw, dkim) };
  }

  forget(isRunning: (campaignId: string) => boolean): void {
    for (const campaignId of this.#compiled.keys()) if (!isRunning(campaignId)) this.#compiled.delete(campaignId);
  }

  #for(item: Item): Promise<Compiled> {
    let compiled = this.#compiled.get(item.campaignId);
    if (!compiled) {
      compiled = this.#compile(item);
      compiled.catch(() => this.#compiled.delete(item.campaignId));
      this.#compiled.set(item.campaignId, compiled);
    }
    return compiled;
  }

  async #compile({ accountId, campaignId }: Item): Promise<Compiled> {
    const plan = await inAccount(accountId, (db) => loadPlan(systemTenant(accountId, db, "sending"), campaignId));
    const identity = await this.#identityOf(accountId, plan.from.address);
    return prepareLetters({ accountId, campaignId }, plan, identity);
  }
}

/** Encode what is the same in everyone's letter of a campaign. */
export function prepareLetters(
  { accountId, campaignId }: Pick<Item, "accountId" | "campaignId">,
  { from, list, segments }: Plan,
  identity: Identity,
): Compiled {
  const short = campaignId.replaceAll("-", "");
  const write = compileLetter({
    from,
    list: { name: list.name, id: `${list.id}.${new URL(env().APP_URL).hostname}` },
    feedbackId: `${short}:${accountId.replaceAll("-", "")}:campaign:mailee`,
    segments,
  });
  const ids = { short, domain: from.address.split("@")[1]! };
  return { write, sender: from.address, ids, identity, readAt: performance.now() };
}

/** One person's letter, not yet signed. */
export function composeFor(
  { accountId, campaignId, row }: Addressed,
  { write, sender, ids, identity }: Compiled,
): Message {
  const mail = { campaignId, seq: row.seq };
  const inbound = env().INBOUND_DOMAIN;
  const raw = write({
    contact: { email: row.email, name: row.name, fields: row.fields },
    urls: personalLinks({ accountId, ...mail }, identity.linkOrigin ?? undefined),
    unsubscribeAddress: inbound ? inboundAddress("unsubscribe", mail, inbound) : null,
    // The same for every attempt, so that a receiver can tell a repeat.
    messageId: `${ids.short}.${row.seq}@${ids.domain}`,
    date: new Date(),
  });
  const from = inbound ? returnPathOf(mail, identity.returnPathDomain ?? inbound) : sender;
  return { from, to: row.email, raw };
}
