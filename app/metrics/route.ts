import { collectMetrics } from "@/lib/platform/metrics";

/** Figures for Prometheus: processes, queue, worker. Nothing about persons or accounts. */
export async function GET() {
  const { type, body } = await collectMetrics();
  return new Response(body, { headers: { "content-type": type, "cache-control": "no-store" } });
}

export const dynamic = "force-dynamic";
