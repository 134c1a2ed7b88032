import { z } from "zod";
import { LetterDocument } from "./content/document";

export { isPictureAddress, pictureWidths } from "./content/document";

/** A campaign goes from left to right; `paused` and `sending` may change places, and a scheduled one may become a draft again. */
export const CampaignStatus = z.enum(["draft", "scheduled", "sending", "paused", "sent", "cancelled"]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

export const ContentMode = z.enum(["letter", "code"]);
export type ContentMode = z.infer<typeof ContentMode>;

/** What every mail can name beside the custom fields of its contacts. */
export const contactFields = ["name", "first_name", "email"] as const;
export const listFields = ["list.name", "list.company", "list.address", "list.phone", "list.site"] as const;
export const urlFields = ["unsubscribe_url", "web_url"] as const;

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
  "from_name_missing",
  "from_free_mail",
  "from_not_confirmed",
  "from_domain_missing",
  "from_domain_waiting",
  "from_domain_broken",
  "from_records_wrong",
  "list_missing",
  "address_missing",
  "content_empty",
  "merge_unknown",
  "merge_malformed",
  "merge_without_fallback",
  "condition_odd",
  "condition_misplaced",
  "link_broken",
  "link_insecure",
  "link_without_text",
  "link_personal",
  "picture_without_alt",
  "outlook_left_out",
  "size_warning",
  "size_exceeded",
  "audience_empty",
]);
export type FindingCode = z.infer<typeof FindingCode>;

/** Something to look at before sending. An error stops the sending, a warning asks. `about` is what it is about, as the author wrote it. */
export type Finding = { severity: Severity; code: FindingCode; where: Place; about?: string };

// No control characters: these end in headers of mail (RFC 5322 2.2).
const line = (longest: number) =>
  z
    .string()
    .max(longest, "text_too_long")
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, "text_one_line");

const name = line(120).trim().min(1, "name_required");

export const CreateCampaign = z.object({ name });
export type CreateCampaign = z.infer<typeof CreateCampaign>;

/** A save of the whole draft. `version` is the one it was written on: a newer one in between is a conflict. */
export const SaveCampaign = z.object({
  campaignId: z.uuid(),
  version: z.int().min(1),
  name,
  subject: line(250),
  preheader: line(250),
  fromName: line(120),
  fromEmail: line(254), // checked as an address before sending: a draft may hold half of one
  listId: z.uuid().nullable(),
  mode: ContentMode,
  letter: LetterDocument,
  code: z.string().max(400_000, "code_too_long"),
  tracksOpens: z.boolean(),
  tracksClicks: z.boolean(),
});
export type SaveCampaign = z.infer<typeof SaveCampaign>;

/** The part of a draft that a person writes. */
export type DraftContent = Omit<SaveCampaign, "campaignId" | "version">;

/** A draft kept beside another one that was saved in the meantime. */
export const KeepCopy = SaveCampaign.omit({ version: true });
export type KeepCopy = z.infer<typeof KeepCopy>;

export const OneCampaign = z.object({ campaignId: z.uuid() });
export type OneCampaign = z.infer<typeof OneCampaign>;

/** Who gets a test, and as whose mail it is written: a contact's, else a sample's. */
export const SendTest = z.object({
  campaignId: z.uuid(),
  to: z.preprocess(
    (given) => (typeof given === "string" ? [given] : (given ?? [])),
    z.array(z.uuid()).min(1, "test_nobody").max(10),
  ),
  contactId: z.preprocess((given) => given || undefined, z.uuid().optional()),
});
export type SendTest = z.infer<typeof SendTest>;

/** What the list of campaigns is narrowed to, as it stands in the page's address. A value that cannot be read is left out. */
export const CampaignFilter = z.object({
  status: CampaignStatus.optional().catch(undefined),
  older: z.uuid().optional().catch(undefined),
  newer: z.uuid().optional().catch(undefined),
});
export type CampaignFilter = z.infer<typeof CampaignFilter>;
