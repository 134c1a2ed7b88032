import { makeProof } from "@/lib/deliveries";
import { IdParams } from "@/lib/web/id-params";
import { streamRoute } from "@/lib/web/route";

/** The proof of a campaign as a file, to be kept outside: docs/proof.md says how to read it. */
export const GET = streamRoute("reports", { params: IdParams }, async (enter, { params }) => {
  const proof = await makeProof(enter, params.id);
  return new Response(`${JSON.stringify(proof, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="proof-${params.id.slice(-8)}.json"`,
      "cache-control": "no-store",
    },
  });
});
