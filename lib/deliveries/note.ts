import type { Prisma } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { newId } from "@/lib/platform/ids";

/** What can happen to a sending. Each kind has its sentence in the messages. */
export type NoteKind =
  | "launched"
  | "undone"
  | "late"
  | "rescheduled"
  | "started"
  | "frozen"
  | "paused"
  | "resumed"
  | "cancelled"
  | "reopened"
  | "finished"
  | "bounced"
  | "put_off"
  | "sender_lost"
  | "relay_lost"
  | "relay_back"
  | "day_full";

export type Note = { campaignId: string; kind: NoteKind; actorName?: string; detail?: Prisma.InputJsonObject };

/** Add a line to the log of a sending, in the transaction of what it tells. */
export async function note({ accountId, db }: Tenant, { campaignId, kind, actorName = "", detail = {} }: Note) {
  await db.deliveryLog.create({ data: { accountId, id: newId(), campaignId, kind, actorName, detail } });
}
