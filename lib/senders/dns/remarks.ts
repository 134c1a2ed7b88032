import type { Remark, Standing } from "@/lib/senders/schema";

const WORST: Standing[] = ["bad", "unknown", "advice", "good"];

/** The standing of a record with these remarks: the worst of them. */
export function worstOf(remarks: readonly Remark[]): Standing {
  return WORST.find((standing) => remarks.some((remark) => remark.standing === standing)) ?? "good";
}

export const bad = (reason: string, values?: Record<string, string>): Remark => remark("bad", reason, values);
export const advice = (reason: string, values?: Record<string, string>): Remark => remark("advice", reason, values);
export const good = (reason: string, values?: Record<string, string>): Remark => remark("good", reason, values);
export const unknown = (why: string): Remark =>
  why === "timeout" ? remark("unknown", "dns_timeout") : remark("unknown", "dns_failed", { why });

function remark(standing: Standing, reason: string, values?: Record<string, string>): Remark {
  return values ? { standing, reason, values } : { standing, reason };
}
