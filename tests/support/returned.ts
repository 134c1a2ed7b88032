import { inboundAddress, returnPathOf } from "@/lib/bounces";
import type { DeliveryKey } from "@/lib/deliveries";
import { inSystem } from "@/lib/platform/db";
import { as, type TestAccount } from "./accounts";

export const DOMAIN = "in.example.com";

/** A delivery report of a server for one mail of ours, as it comes to its return path. */
export function bounceOf(
  key: DeliveryKey,
  { email, reply, action = "failed" }: { email: string; reply: string; action?: string },
) {
  const status = /\b[245]\.\d+\.\d+/.exec(reply)?.[0] ?? "5.0.0";
  return {
    envelope: [returnPathOf(key, DOMAIN)],
    raw: Buffer.from(`From: MAILER-DAEMON@relay.example
To: <${returnPathOf(key, DOMAIN)}>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

<${email}>: ${reply}. Ask admin@relay.example about it.
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; ${email}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; ${reply}

--b1
Content-Type: message/rfc822

From: news@shop.example
To: ${email}
Cc: other.person@elsewhere.example
Subject: Our letter
List-Unsubscribe: <https://mail.shop.example/u/${"x".repeat(70)}>

Only for your eyes.
--b1--
`),
  };
}

/** A complaint (ARF) that names nobody: the returned mail's own addresses do. */
export function complaintOf(key: DeliveryKey) {
  const raw = Buffer.from(`From: feedback@isp.example
To: complaints@${DOMAIN}
Subject: complaint
Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

--b1
Content-Type: text/plain

A person reported this as spam.
--b1
Content-Type: message/feedback-report

Feedback-Type: abuse
Version: 1

--b1
Content-Type: message/rfc822

Return-Path: <${returnPathOf(key, DOMAIN)}>
From: news@shop.example
To: redacted
List-Unsubscribe: <mailto:${inboundAddress("unsubscribe", key, DOMAIN)}>

Hello
--b1--
`);
  return { envelope: [`complaints@${DOMAIN}`], raw };
}

/** A mail of a person, or of their machine, to an address of ours. */
export function letterTo(
  to: string,
  { from = "Ana <ana@client.example>", subject = "Re: Our letter", text = "Hello", extra = "" } = {},
) {
  return { envelope: [to], raw: Buffer.from(`From: ${from}\nTo: ${to}\nSubject: ${subject}\n${extra}\n${text}\n`) };
}

/** How a contact stands. */
export function standingOf(account: TestAccount, contactId: string) {
  return as(account, async ({ accountId, db }) => {
    const where = { accountId_id: { accountId, id: contactId } };
    const { status, softBounces } = await db.contact.findUniqueOrThrow({
      where,
      select: { status: true, softBounces: true },
    });
    return { status, softBounces };
  });
}

/** Everything that came back for an account, oldest first. */
export function returnsOf({ accountId }: TestAccount) {
  return inSystem((db) => db.bounceEvent.findMany({ where: { accountId }, orderBy: { id: "asc" } }));
}

/** Mails of the house that an account caused. */
export function postedFor({ accountId }: TestAccount) {
  return inSystem((db) => db.outboxMail.findMany({ where: { accountId } }));
}
