import { systemTenant } from "@/lib/accounts";
import { loadPlan, type Plan } from "@/lib/campaigns";
import { personalLinks } from "@/lib/deliveries/links";
import { composeLetter } from "@/lib/deliveries/mime/compose";
import type { Message } from "@/lib/deliveries/smtp/send";
import { inAccount } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import type { Item } from "./item";

/** The frozen content of running campaigns, read once each, and the letter it becomes for one person. */
export class Letters {
  #plans = new Map<string, Promise<Plan>>();

  async compose(item: Item): Promise<Message> {
    return composeFor(item, await this.#plan(item));
  }

  forget(isRunning: (campaignId: string) => boolean): void {
    for (const campaignId of this.#plans.keys()) if (!isRunning(campaignId)) this.#plans.delete(campaignId);
  }

  #plan({ accountId, campaignId }: Item): Promise<Plan> {
    let plan = this.#plans.get(campaignId);
    if (!plan) {
      plan = inAccount(accountId, (db) => loadPlan(systemTenant(accountId, db, "sending"), campaignId));
      plan.catch(() => this.#plans.delete(campaignId));
      this.#plans.set(campaignId, plan);
    }
    return plan;
  }
}

function composeFor({ accountId, campaignId, row }: Item, plan: Plan): Message {
  const links = personalLinks({ accountId, campaignId, seq: row.seq });
  const { subject, html, text } = plan.render({ email: row.email, name: row.name, fields: row.fields }, links);
  const short = campaignId.replaceAll("-", "");
  const raw = composeLetter({
    from: plan.from,
    to: { name: row.name, address: row.email },
    subject,
    html,
    text,
    date: new Date(),
    // The same for every attempt, so that a receiver can tell a repeat.
    messageId: `${short}.${row.seq}@${plan.from.address.split("@")[1]}`,
    unsubscribeUrl: links.unsubscribe,
    listId: { name: plan.list.name, id: `${plan.list.id}.${new URL(env().APP_URL).hostname}` },
    feedbackId: `${short}:${accountId.replaceAll("-", "")}:campaign:mailee`,
  });
  return { from: plan.from.address, to: row.email, raw };
}
