import { previewWaves } from "@/lib/deliveries";
import { WavesQuery } from "@/lib/deliveries/schema";
import { IdParams } from "@/lib/web/id-params";
import { route } from "@/lib/web/route";

/** When a campaign would reach whom by the clock of each reader: asked while the time is being chosen. */
export const GET = route("campaigns", { params: IdParams, query: WavesQuery }, async (tenant, { params, query }) => ({
  waves: await previewWaves(tenant, params.id, query),
}));
