import { setTimeout as wait } from "node:timers/promises";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import type { Tenant } from "@/lib/accounts";
import { readSending } from "@/lib/reports";
import { IdParams } from "@/lib/web/id-params";
import { streamRoute } from "@/lib/web/route";

const EVERY_MS = 1_000;
// The browser comes back by itself.
const LONGEST_MS = 10 * 60_000;

/** A sending as server-sent events (WHATWG HTML 9.2): its whole state every second, until it is over or nobody looks any more. */
export const GET = streamRoute(["campaigns", "reports"], { params: IdParams }, watch, { quiet: true });

type Enter = <T>(work: (tenant: Tenant) => Promise<T>) => Promise<T>;

async function watch(enter: Enter, { params }: { params: z.output<typeof IdParams> }, request: NextRequest) {
  const first = await enter((tenant) => readSending(tenant, params.id));
  const encoder = new TextEncoder();
  const until = Date.now() + LONGEST_MS;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (value: object) => controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
      try {
        let sending = first;
        send(sending);
        while (!request.signal.aborted && Date.now() < until && isMoving(sending.status)) {
          await wait(EVERY_MS, undefined, { signal: request.signal });
          sending = await enter((tenant) => readSending(tenant, params.id));
          send(sending);
        }
        controller.close();
      } catch {
        // Nobody is there any more, or the database is away: the browser asks again.
        try {
          controller.close();
        } catch {
          // closed by the other side
        }
      }
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}

function isMoving(status: string): boolean {
  return status !== "sent" && status !== "cancelled";
}
