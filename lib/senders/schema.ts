import { z } from "zod";
import { readAddress, readDomain } from "@/lib/platform/address";
import { isFreeMail } from "./free-mail";

/** `waiting` until the signing key is seen in DNS; `broken` when it was seen once and is not any more. */
export const DomainState = z.enum(["waiting", "verified", "broken"]);
export type DomainState = z.infer<typeof DomainState>;

/** The records of a domain that are looked at, in the order in which they are shown. */
export const RecordName = z.enum(["dkim1", "dkim2", "return_path", "link", "spf", "dmarc", "receives"]);
export type RecordName = z.infer<typeof RecordName>;

/** How a record stands. `unknown` is a question DNS did not answer: it changes nothing. */
export const Standing = z.enum(["good", "advice", "bad", "unknown"]);
export type Standing = z.infer<typeof Standing>;

/** One thing seen at a record: a reason with words under `senders.reasons`, and what they name. */
export const Remark = z.object({
  standing: Standing,
  reason: z.string(),
  values: z.record(z.string(), z.string()).optional(),
});
export type Remark = z.infer<typeof Remark>;

/** What the check saw of one record. */
export const RecordCheck = z.object({
  record: RecordName,
  host: z.string(),
  standing: Standing,
  remarks: z.array(Remark),
  found: z.array(z.string()),
});
export type RecordCheck = z.infer<typeof RecordCheck>;

/** Who runs the DNS of a domain, told from its name servers. */
export const Provider = z.enum([
  "cloudflare",
  "route53",
  "godaddy",
  "registro_br",
  "google",
  "azure",
  "namecheap",
  "hostinger",
  "hostgator",
  "locaweb",
  "ovh",
  "ionos",
  "gandi",
  "hetzner",
  "digitalocean",
  "vercel",
  "wix",
]);
export type Provider = z.infer<typeof Provider>;

// What nobody published yet is not wrong: it waits.
const NOT_THERE = new Set(["dkim_missing", "cname_missing", "spf_missing", "dmarc_missing"]);

/** How a record stands as it is shown: one that is not there yet is told from one that is wrong. */
export function shownStanding({ standing, remarks }: RecordCheck): Standing | "missing" {
  return remarks.some(({ reason }) => NOT_THERE.has(reason)) ? "missing" : standing;
}

/** The last check of a domain: its records, the domain whose name servers hold them, and who runs these. */
export const DomainReport = z.object({
  records: z.array(RecordCheck),
  zone: z.string().nullable(),
  provider: Provider.nullable(),
});
export type DomainReport = z.infer<typeof DomainReport>;

/** A record that the owner of a domain is to publish. `value` is whole; a zone file parts it at 255 letters. */
export type PublishedRecord = { record: RecordName; type: "TXT" | "CNAME"; host: string; value: string };

// Control characters would end up in headers of mail (RFC 5322 2.2).
const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, "too_long")
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, "text_one_line");

/** A domain to send from, as A-labels. What a person pastes may be an address or a page of it. */
export const DomainName = z.string().transform((typed, context) => {
  const bare = typed
    .trim()
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/\/.*$/, "")
    .replace(/^.*@/, "")
    .replace(/\.$/, "");
  const domain = readDomain(bare);
  if (domain && !isFreeMail(domain)) return domain;
  context.addIssue({ code: "custom", message: domain ? "domain_is_free_mail" : bare ? "domain_invalid" : "required" });
  return z.NEVER;
});

const SenderAddress = z.string().transform((typed, context) => {
  const read = readAddress(typed);
  if (read && !isFreeMail(read.domain)) return read;
  const message = read ? "sender_is_free_mail" : typed.trim() ? "invalid_email" : "required";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const OptionalAddress = z.string().transform((typed, context) => {
  if (typed.trim() === "") return "";
  const read = readAddress(typed);
  if (read) return read.address;
  context.addIssue({ code: "custom", message: "invalid_email" });
  return z.NEVER;
});

export const AddDomain = z.object({ domain: DomainName });
export type AddDomain = z.infer<typeof AddDomain>;
export const OneDomain = z.object({ domainId: z.uuid() });
export type OneDomain = z.infer<typeof OneDomain>;

export const AddSender = z.object({
  name: line(120).min(1, "required"),
  address: SenderAddress,
  replyTo: OptionalAddress.default(""),
});
export type AddSender = z.infer<typeof AddSender>;
export const OneSender = z.object({ senderId: z.uuid() });
export type OneSender = z.infer<typeof OneSender>;

/** An address campaigns may come from. `isMember`: it is confirmed as the address somebody of the account signs in with. */
export type SenderRow = {
  id: string;
  name: string;
  address: string;
  replyTo: string;
  isConfirmed: boolean;
  isMember: boolean;
  expiresAt: Date | null;
};

export const TlsMode = z.enum(["starttls", "tls", "none"]);
export type TlsMode = z.infer<typeof TlsMode>;

/** Ports that servers take mail for delivery on; anything else is some other program. */
export const relayPorts = [25, 465, 587, 2525] as const;

const whole = (least: number, most: number) =>
  z.coerce
    .number("number_needed")
    .int("number_needed")
    .min(least, "number_out_of_range")
    .max(most, "number_out_of_range");
const ticked = z
  .union([z.literal("on"), z.boolean()])
  .optional()
  .transform((sent) => sent === "on" || sent === true);

const shared = {
  /** Empty keeps the one that is stored. */
  secret: z
    .string()
    .max(500, "too_long")
    .regex(/^\P{Cc}*$/u, "text_one_line")
    .default(""),
  connections: whole(1, 100).default(4),
  perConnection: whole(1, 100_000).default(100),
  perSecond: z.preprocess((given) => (given === "" ? null : given), whole(1, 100_000).nullable().default(null)),
  signsDkim: ticked,
};

/** The relay an account brings: an SMTP server, or Amazon SES by its interface of version 2. */
export const RelayForm = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("smtp"),
    host: line(253)
      .min(1, "required")
      .regex(/^[A-Za-z0-9.:[\]-]+$/, "host_invalid"),
    port: whole(1, 65_535).default(587),
    tls: TlsMode.default("starttls"),
    username: line(320).default(""),
    ...shared,
  }),
  z.object({
    kind: z.literal("ses"),
    region: line(40).regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "region_invalid"),
    username: line(128).min(1, "required").regex(/^\w+$/, "access_key_invalid"),
    configurationSet: line(64)
      .regex(/^[\w-]*$/, "configuration_set_invalid")
      .default(""),
    ...shared,
  }),
]);
export type RelayForm = z.infer<typeof RelayForm>;

/** What may be shown of a relay: all but its secret. */
export type RelayView = {
  kind: "smtp" | "ses";
  host: string;
  port: number;
  tls: TlsMode;
  username: string;
  region: string;
  configurationSet: string;
  hasSecret: boolean;
  connections: number;
  perConnection: number;
  perSecond: number | null;
  signsDkim: boolean;
  testAskedAt: Date | null;
  testedAt: Date | null;
  /** Null when the last test was good. */
  testReason: string | null;
  testSays: string;
};

/** A domain as it is shown: never with the private half of a key. */
export type DomainView = {
  id: string;
  domain: string;
  state: DomainState;
  returnPathOk: boolean;
  linkOk: boolean;
  activeSlot: number;
  nextSlot: number | null;
  checkAskedAt: Date | null;
  checkedAt: Date | null;
  verifiedAt: Date | null;
  driftedAt: Date | null;
  /** Since when something is missing that a second look has not yet confirmed. */
  doubtedAt: Date | null;
  /** Since when its mail grows day by day; null when it sends whatever there is. */
  warmUpSince: Date | null;
  report: DomainReport | null;
  records: PublishedRecord[];
  suggestions: PublishedRecord[];
};

/** Whether an account may send from an address. `isStrict`: what is missing stops a campaign; else nothing leaves, or the operator allows it. */
export type FromCheck = {
  leaves: boolean;
  isStrict: boolean;
  isConfirmed: boolean;
  domain: { id: string; domain: string; state: DomainState } | null;
  records: { record: RecordName; standing: Standing | "missing" }[];
};

// One whose job was lost is not waited for.
const LONGEST_WAIT_MS = 60_000;
const isWaiting = (askedAt: Date | null, doneAt: Date | null, now: Date) =>
  askedAt !== null && (doneAt === null || doneAt < askedAt) && now.getTime() - askedAt.getTime() < LONGEST_WAIT_MS;

/** True from the asking for a check until it is done, a minute at the most. */
export function isCheckWaiting({ checkAskedAt, checkedAt }: DomainView, now = new Date()): boolean {
  return isWaiting(checkAskedAt, checkedAt, now);
}

/** True from the asking for a test of the relay until it is done, a minute at the most. */
export function isTestWaiting({ testAskedAt, testedAt }: RelayView, now = new Date()): boolean {
  return isWaiting(testAskedAt, testedAt, now);
}

/** Mails a day of a domain that nobody knows yet, from its first day on; after the last, as many as there are. */
export const warmUpPlan = [50, 100, 200, 400, 800, 1_500, 3_000, 6_000, 12_000, 25_000, 50_000, 100_000] as const;

/** Switch the warm-up of a domain on or off. */
export const WarmUp = OneDomain.extend({ isOn: z.enum(["on", "off"]).transform((value) => value === "on") });

/** A limit of mails in any 24 hours from one domain. */
export type DayLimit = { domain: string; limit: number };

/** A domain whose mail grows day by day, and since when. */
export type WarmUpOf = { domain: string; since: Date };

/** Today's number of the plan for a warm-up that began then, or null when it is over. */
export function warmUpLimit(since: Date, now: Date): number | null {
  const day = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 86_400_000));
  return warmUpPlan[day] ?? null;
}
