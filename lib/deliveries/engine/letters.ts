import { systemTenant } from "@/lib/accounts";
import { loadPlan } from "@/lib/campaigns";
import { personalLinks } from "@/lib/deliveries/links";
import { compileLetter, type WriteLetter } from "@/lib/deliveries/mime/compose";
import type { Message } from "@/lib/deliveries/smtp/send";
import { inAccount } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import type { Item } from "./item";

type Compiled = { write: WriteLetter; sender: string; ids: { short: string; domain: string } };

/** The frozen content of running campaigns, read and encoded once each, and the letter it becomes for one person. */
export class Letters {
  #compiled = new Map<string, Promise<Compiled>>();

  async compose(item: Item): Promise<Message> {
    return composeFor(item, await this.#for(item));
  }

  forget(isRunning: (campaignId: string) => boolean): void {
    for (const campaignId of this.#compiled.keys()) if (!isRunning(campaignId)) this.#compiled.delete(campaignId);
  }

  #for({ accountId, campaignId }: Item): Promise<Compiled> {
    let compiled = this.#compiled.get(campaignId);
    if (!compiled) {
      compiled = inAccount(accountId, (db) => loadPlan(systemTenant(accountId, db, "sending"), campaignId)).then(
        ({ from, list, segments }) => {
          const short = campaignId.replaceAll("-", "");
          const write = compileLetter({
            from,
            list: { name: list.name, id: `${list.id}.${new URL(env().APP_URL).hostname}` },
            feedbackId: `${short}:${accountId.replaceAll("-", "")}:campaign:mailee`,
            segments,
          });
          return { write, sender: from.address, ids: { short, domain: from.address.split("@")[1]! } };
        },
      );
      compiled.catch(() => this.#compiled.delete(campaignId));
      this.#compiled.set(campaignId, compiled);
    }
    return compiled;
  }
}

function composeFor({ accountId, campaignId, row }: Item, { write, sender, ids }: Compiled): Message {
  const raw = write({
    contact: { email: row.email, name: row.name, fields: row.fields },
    urls: personalLinks({ accountId, campaignId, seq: row.seq }),
    // The same for every attempt, so that a receiver can tell a repeat.
    messageId: `${ids.short}.${row.seq}@${ids.domain}`,
    date: new Date(),
  });
  return { from: sender, to: row.email, raw };
}
