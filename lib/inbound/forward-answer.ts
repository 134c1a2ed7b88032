import { createHash } from "node:crypto";
import { composeMail } from "@/emails/compose";
import { readInboundAddress, type Inbound } from "@/lib/bounces";
import type { Tenant } from "@/lib/accounts";
import { readAddress } from "@/lib/platform/address";
import { env } from "@/lib/platform/env";
import { isLocale } from "@/lib/platform/locales";
import { postMail } from "@/lib/platform/post";
import type { ReturnedDelivery } from "./find-returned";

const LONGEST = 10_000;

/** Pass a person's answer on to the sender of the mailing, as a mail of the house that is answered to the person. Nothing of a machine comes here, and nothing goes to an address of ours: no loop. */
export async function forwardAnswer(
  tenant: Tenant,
  delivery: ReturnedDelivery,
  { inbound, text }: { inbound: Inbound; text: string },
): Promise<boolean> {
  const { accountId, db } = tenant;
  const where = { accountId_id: { accountId, id: delivery.campaignId } };
  const campaign = await db.campaign.findUniqueOrThrow({
    where,
    select: { name: true, fromEmail: true, fromName: true },
  });
  const account = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { locale: true } });
  const from = readAddress(inbound.from);
  const to = readAddress(campaign.fromEmail);
  if (!from || !to || isOurs(to.address) || isOurs(from.address)) return false;
  const locale = isLocale(account.locale) ? account.locale : "en";
  const values = {
    from: from.address,
    campaign: campaign.name,
    subject: plain(inbound.subject).replaceAll(/\s+/g, " "),
    text: plain(text).trim().slice(0, LONGEST),
  };
  const words = composeMail("answerReceived", locale, values);
  return postMail(db, {
    key: `answer:${accountId}:${answerKey(delivery, inbound, text)}`,
    accountId,
    to: { address: to.address, name: campaign.fromName },
    replyTo: from.address,
    ...words,
  });
}

/** What makes an answer the same answer when it comes a second time. */
export function answerKey({ campaignId, seq }: ReturnedDelivery, { from, subject }: Inbound, text: string): string {
  return createHash("sha256")
    .update([campaignId, seq, from, subject, text].join("\0"))
    .digest("base64url")
    .slice(0, 22);
}

// No control character is text to the database, or to a mail program; a line may end.
function plain(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .toWellFormed();
}

function isOurs(address: string): boolean {
  const domain = env().INBOUND_DOMAIN?.replace(/^.*@/, "");
  return address === env().MAIL_FROM || readInboundAddress(address) !== null || address.endsWith(`@${domain}`);
}
