import { writeCsv } from "@/lib/contacts";
import { listRecipients } from "@/lib/reports";
import { RecipientFilter, type Recipient } from "@/lib/reports/schema";
import { IdParams } from "@/lib/web/id-params";
import { streamRoute } from "@/lib/web/route";

const CHUNK = 2_000;
const HEAD = ["address", "state", "attempts", "answer", "settled", "returned", "opened", "clicked", "left"];

/** All recipients as CSV, in pieces, however many there are. */
export const GET = streamRoute("reports", { params: IdParams }, async (enter, { params }) => {
  const all = RecipientFilter.parse({ show: "all", q: "" });
  const read = (after: number) => enter((tenant) => listRecipients(tenant, params.id, { ...all, after }, CHUNK));
  const first = await read(0);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(encoder.encode(writeCsv([HEAD, ...first.recipients.map(toRow)])));
      for (let next = first.next; next !== null;) {
        const page = await read(next);
        controller.enqueue(encoder.encode(writeCsv(page.recipients.map(toRow), { first: false })));
        next = page.next;
      }
      controller.close();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="recipients-${params.id.slice(-8)}.csv"`,
      "cache-control": "no-store",
    },
  });
});

function toRow(person: Recipient): string[] {
  const { email, state, attempts, reply, settledAt, returned, opened, clicked, left } = person;
  const flag = (is: boolean) => (is ? "1" : "0");
  return [
    email,
    state,
    String(attempts),
    reply,
    settledAt?.toISOString() ?? "",
    flag(returned),
    flag(opened),
    flag(clicked),
    flag(left),
  ];
}
