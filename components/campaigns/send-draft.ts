import type { DraftContent } from "@/lib/campaigns/schema";
import { paths } from "@/lib/web/paths";

export type Sent = { status: "saved"; version: number; savedAt: Date };
export type Refused = { status: "refused"; reason: string; fields?: Record<string, string> };
/** Sends a draft on top of a version. Throws when there was no answer to read. */
export type SendDraft = (version: number, draft: DraftContent) => Promise<Sent | Refused>;

const PATIENCE_MS = 15_000;

/** The way a draft gets to the server. */
export function sendDraftOf(campaignId: string): SendDraft {
  return async (version, draft) => {
    const answer = await fetch(paths.campaignDraft(campaignId), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ version, ...draft }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const told = (await answer.json()) as { version: number; savedAt: string } & Omit<Refused, "status">;
    return answer.ok
      ? { status: "saved", version: told.version, savedAt: new Date(told.savedAt) }
      : { status: "refused", reason: told.reason, ...(told.fields ? { fields: told.fields } : {}) };
  };
}
