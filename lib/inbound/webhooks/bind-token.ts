import { createHash } from "node:crypto";
import { inSystem } from "@/lib/platform/db";
import { unsigned } from "./signed";

/**
 * Bind a signed token to the first message that came with it: the signature covers the token and not the message, so whoever saw one could write
 * another under it. The same message again is let pass. Throws `unauthenticated`. Forgotten after `keptSeconds`, when the signature is too old anyway.
 */
export async function bindToken(token: string, message: unknown, keptSeconds: number, now: Date): Promise<void> {
  const digest = (text: string) => createHash("sha256").update(text).digest("base64url");
  const [key, body] = [digest(token), digest(JSON.stringify(message))];
  const past = new Date(now.getTime() - keptSeconds * 1000);
  const kept = await inSystem(async (db) => {
    await db.webhookToken.deleteMany({ where: { seenAt: { lt: past } } });
    await db.webhookToken.createMany({ data: { token: key, body, seenAt: now }, skipDuplicates: true });
    return db.webhookToken.findUnique({ where: { token: key } });
  });
  if (kept?.body !== body) throw unsigned();
}
