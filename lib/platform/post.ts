import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { z } from "zod";
import type { Db } from "./db";
import { env } from "./env";
import { newId } from "./ids";
import { enqueue, job } from "./jobs";
import { log } from "./log";

/** A mail that Mailee itself sends. `key` names its occasion: one occasion is mailed once, however often it is asked for. */
export type Letter = {
  key: string;
  accountId?: string;
  to: { address: string; name?: string };
  /** Where an answer goes, when not to the house. */
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
};

let transport: Transporter | undefined;

/** Write a mail in the transaction of the change that causes it; the worker sends it. True if it is new, false if its key was used before. */
export async function postMail(db: Db, letter: Letter): Promise<boolean> {
  const id = newId();
  // No conflict target: an account may add to the outbox, and may not read it.
  const added =
    await db.$executeRaw`INSERT INTO outbox_mail (id, key, account_id, to_address, to_name, reply_to, subject, html, text)
    VALUES (${id}::uuid, ${letter.key}, ${letter.accountId ?? null}::uuid, ${letter.to.address}, ${letter.to.name ?? ""},
      ${letter.replyTo ?? ""}, ${letter.subject}, ${letter.html}, ${letter.text}) ON CONFLICT DO NOTHING`;
  if (added === 0) return false;
  await enqueue(db, sendPostedMail, null, { id });
  return true;
}

/** Sends one mail of the outbox. A retry carries the same Message-ID. */
export const sendPostedMail = job("platform.post", z.object({ id: z.uuid() }), async (work, { id }) => {
  const mail = await work.unit((db) => db.outboxMail.update({ where: { id }, data: { attempts: { increment: 1 } } }));
  if (mail.sentAt || mail.failedAt) return;
  try {
    const { response } = await relay().sendMail({
      from: { name: env().PRODUCT_NAME, address: env().MAIL_FROM },
      to: { name: mail.toName, address: mail.toAddress },
      envelope: { from: env().MAIL_FROM, to: [mail.toAddress] },
      ...(mail.replyTo ? { replyTo: { name: "", address: mail.replyTo } } : {}),
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      messageId: `<${mail.id}@${env().MAIL_FROM.split("@")[1]}>`,
      headers: { "Auto-Submitted": "auto-generated" }, // RFC 3834: answering machines stay silent
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    await work.unit((db) =>
      db.outboxMail.update({ where: { id }, data: { sentAt: new Date(), reply: response, ...kept(mail) } }),
    );
  } catch (error) {
    const { responseCode, message } = error as Error & { responseCode?: number };
    if (!responseCode || responseCode < 500) throw error; // the queue tries again, later and later
    log.warn({ mail: id, responseCode }, "a mail of the house was refused");
    await work.unit((db) =>
      db.outboxMail.update({ where: { id }, data: { failedAt: new Date(), reply: message, ...kept(mail) } }),
    );
  }
});

// What somebody else wrote is passed on and not kept: neither their words nor their address.
function kept({ replyTo }: { replyTo: string }) {
  return replyTo ? { replyTo: "", subject: "", html: "", text: "" } : {};
}

function relay(): Transporter {
  return (transport ??= createTransport(env().SMTP_URL));
}
