import { z } from "zod";

/** A campaign goes from left to right; `paused` and `sending` may change places, and a scheduled one may become a draft again. */
export const CampaignStatus = z.enum(["draft", "scheduled", "sending", "paused", "sent", "cancelled"]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

export const ContentMode = z.enum(["letter", "code"]);
export type ContentMode = z.infer<typeof ContentMode>;

/** Where a finding of the check points to. */
export const Place = z.enum(["subject", "preheader", "from", "list", "address", "content", "size", "audience"]);
export type Place = z.infer<typeof Place>;

export const Severity = z.enum(["error", "warning", "info"]);
export type Severity = z.infer<typeof Severity>;

/** What the check can find. Each has its words under `findings` of the campaigns' messages. */
export const FindingCode = z.enum([
  "subject_missing",
  "preheader_missing",
  "from_missing",
  "from_invalid",
  "from_free_mail",
  "list_missing",
  "address_missing",
  "content_empty",
  "merge_unknown",
  "merge_malformed",
  "merge_without_fallback",
  "link_broken",
  "link_insecure",
  "link_without_text",
  "link_personal",
  "picture_without_alt",
  "size_warning",
  "size_exceeded",
  "audience_empty",
]);
export type FindingCode = z.infer<typeof FindingCode>;

/** Something to look at before sending. An error stops the sending, a warning asks. `about` is what it is about, as the author wrote it. */
export type Finding = { severity: Severity; code: FindingCode; where: Place; about?: string };
