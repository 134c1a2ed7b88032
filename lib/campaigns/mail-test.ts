import { getParticulars, listConfirmedMembers, type Tenant } from "@/lib/accounts";
import { env } from "@/lib/platform/env";
import { messagesFor } from "@/lib/platform/messages";
import { postMail } from "@/lib/platform/post";
import type { MailUrls } from "./content/plan";
import { getCampaign } from "./get-campaign";
import { renderAs } from "./preview-campaign";

type Test = { campaignId: string; testId: string; to: string[]; contactId?: string };

/** Render the campaign once and put it in the outbox for each of these members who still is one. */
export async function mailTestTo(tenant: Tenant, { campaignId, testId, to, contactId }: Test): Promise<void> {
  const { accountId, db } = tenant;
  const { locale } = await getParticulars(tenant);
  const mail = await renderAs(tenant, await getCampaign(tenant, campaignId), contactId, nowhere());
  const { testMark } = messagesFor(locale).campaigns as { testMark: string };
  const readers = (await listConfirmedMembers(tenant)).filter(({ userId }) => to.includes(userId));
  for (const { userId, name, email } of readers)
    await postMail(db, {
      key: `campaign-test:${testId}:${userId}`,
      accountId,
      to: { address: email, name },
      subject: `${testMark} ${mail.subject}`.trim(),
      html: mail.html,
      text: mail.text,
    });
}

// A test is nobody's subscription: whoever presses "unsubscribe" in it changes nothing.
function nowhere(): MailUrls {
  const url = `${env().APP_URL}/#test`;
  return { click: () => url, open: "", unsubscribe: url, web: url };
}
