import { checkReadiness } from "@/lib/platform/readiness";

/** 200 when the database answers, its schema is this version's and a worker is alive; else 503 with what is missing. */
export async function GET() {
  const { ready, checks } = await checkReadiness();
  return Response.json({ ready, checks }, { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}

export const dynamic = "force-dynamic";
