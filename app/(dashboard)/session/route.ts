import { publicRoute } from "@/lib/web/route";
import { readSessionClock, windSessionClock } from "@/lib/web/session-clock";

// Whoever has no session has no time left: that is the answer, not a refusal.
export const GET = publicRoute({}, () => readSessionClock());
export const POST = publicRoute({}, () => windSessionClock());
