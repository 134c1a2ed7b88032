import { readBacklog } from "@/lib/deliveries";
import { collectMetrics } from "@/lib/platform/metrics";

const sending = {
  name: "mailee_sending",
  help: "Campaigns in course (runs) and people still to be mailed, by where they stand",
  label: "state",
  read: readBacklog,
};

/** Figures for Prometheus: processes, queue, worker, sending. Nothing about persons or accounts. */
export async function GET() {
  const { type, body } = await collectMetrics([sending]);
  return new Response(body, { headers: { "content-type": type, "cache-control": "no-store" } });
}

export const dynamic = "force-dynamic";
