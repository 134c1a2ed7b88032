import { createTranslator } from "use-intl/core";
import { composeMail } from "@/emails/compose";
import type { Tenant } from "@/lib/accounts";
import { env } from "@/lib/platform/env";
import { isLocale, type Locale } from "@/lib/platform/locales";
import { messagesFor } from "@/lib/platform/messages";
import { postMail } from "@/lib/platform/post";
import type { Crossing } from "./thresholds";

type Told = {
  campaign: { id: string; name: string };
  crossing: Crossing;
  follows: "sendingPaused" | "sendingOver" | "sendingWarned";
};

/** Write to the administrators of an account what was noticed and what follows, each in their language. */
export async function tellAdministrators(
  { accountId, db }: Tenant,
  { campaign, crossing, follows }: Told,
): Promise<void> {
  const members = await db.member.findMany({
    where: { accountId, permissions: { has: "administration" } },
    select: { user: { select: { id: true, name: true, email: true, locale: true } } },
  });
  for (const { user } of members) {
    const locale = localeOf(user.locale);
    const values = { name: user.name, campaign: campaign.name, what: wordsOf(locale, crossing) };
    const link = `${env().APP_URL}/campaigns/${campaign.id}/sending`;
    const words = composeMail(follows, locale, values, link);
    const key = `watch:${accountId}:${campaign.id}:${crossing.measure}:${crossing.level}:${user.id}:${crossing.sent}:${crossing.counted}`;
    await postMail(db, { key, accountId, to: { address: user.email, name: user.name }, ...words });
  }
}

/** Why an account was suspended, in its language. */
export function suspensionReason(locale: string, crossing: Crossing): string {
  return wordsOf(localeOf(locale), crossing);
}

function wordsOf(locale: Locale, { measure, sent, counted }: Crossing): string {
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "bounces.watch" }) as unknown as (
    key: string,
    values: Record<string, number>,
  ) => string;
  return t(measure, { sent, counted, share: counted / sent });
}

function localeOf(locale: string): Locale {
  return isLocale(locale) ? locale : "en";
}
