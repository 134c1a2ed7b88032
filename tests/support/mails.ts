import { inSystem } from "@/lib/platform/db";

export type PostedMail = { subject: string; html: string; text: string };

/** The mails of the house to an address, oldest first. */
export function mailsTo(address: string): Promise<PostedMail[]> {
  const select = { subject: true, html: true, text: true };
  return inSystem((db) =>
    db.outboxMail.findMany({ where: { toAddress: address }, orderBy: { createdAt: "asc" }, select }),
  );
}

/** The token at the end of the one link of a mail. */
export function tokenIn({ text }: PostedMail): string {
  return /https?:\/\/\S+\/([\w-]{43})$/m.exec(text)?.[1] ?? "no token";
}
