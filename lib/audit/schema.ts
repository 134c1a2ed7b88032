import { z } from "zod";

/** One line of the trail: who (`actorKind` member, staff, system or operator) did what to what, and why. */
export type AuditLine = {
  no: number;
  at: Date;
  actorKind: string;
  actorName: string;
  action: string;
  subject: string;
  reason: string;
  detail: Record<string, unknown>;
};

/** Which page of the trail: lines before this number; a bad value is the first page. */
export const AuditQuery = z.object({ before: z.coerce.number().int().positive().optional().catch(undefined) });
