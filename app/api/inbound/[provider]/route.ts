import { z } from "zod";
import { LARGEST_WEBHOOK, takeWebhook } from "@/lib/inbound";
import { WebhookProvider } from "@/lib/inbound/schema";
import { AppError } from "@/lib/platform/errors";
import { publicRoute } from "@/lib/web/route";
import { currentDevice } from "@/lib/web/session";

/** What providers tell of mails they carried: outside any session, proved by a signature over the body as it came. */
export const POST = publicRoute(
  { params: z.object({ provider: WebhookProvider }) },
  async ({ params: { provider } }, request) => {
    const { network } = await currentDevice();
    const body = await readBody(request.body);
    return takeWebhook(provider, { body, headers: request.headers }, network);
  },
  { fromAnywhere: true },
);

async function readBody(stream: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream ?? []) {
    length += piece.length;
    if (length > LARGEST_WEBHOOK) throw new AppError("too_large", "webhook_too_large", "This message is too large.");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

export const dynamic = "force-dynamic";
