import { z } from "zod";
import type { Tenant } from "@/lib/accounts";
import { checkCampaign, getCampaign } from "@/lib/campaigns";
import type { Finding, FindingCode } from "@/lib/campaigns/schema";
import { launchCampaign } from "@/lib/deliveries";
import { messagesFor } from "@/lib/platform/messages";
import { readSending } from "@/lib/reports";
import { accountId, AccountOption, asOperator, campaignOf } from "./tenant";
import { CommandError, readOptions, type Command, type Outcome } from "./command";

const Options = z.object({ account: AccountOption });
const option = { account: "=id, or the address of a member" };
const SendOptions = Options.extend({
  at: z.iso.datetime({ offset: true }).optional(),
  "engaged-first": z.boolean().default(false),
  "zone-field": z.string().min(1).optional(),
  clock: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, "a date and a time, as 2026-03-01T09:00")
    .optional(),
});

/** Asks for a campaign to be sent, as the check page does: held for the undo window, or until a time. */
export const campaignSend: Command = {
  name: "campaign send",
  takes: "CAMPAIGN",
  about: "Ask for a campaign to be sent. It is held for the undo window, or until --at.",
  options: {
    ...option,
    at: "=2026-03-01T09:00:00-03:00, a time with its offset",
    clock: "=2026-03-01T09:00, on the clock of each reader; with --zone-field",
    "zone-field": "=key of the field that holds the zone of each",
    "engaged-first": "those who opened or clicked most recently first",
  },
  run: async (given, [campaign]) => {
    const { account, at, clock, ...options } = readOptions(SendOptions, given);
    const zoneField = options["zone-field"];
    if (Boolean(clock) !== Boolean(zoneField)) throw new CommandError("--clock and --zone-field go together.");
    const campaignId = campaignOf(campaign);
    const sendAt = at ? new Date(at) : null;
    const owner = await accountId(account);
    const findings = await asOperator(owner, (tenant) => whatStops(tenant, campaignId));
    if (findings.length > 0) return refusal(findings);
    const launched = await asOperator(owner, (tenant) =>
      launchCampaign(tenant, {
        campaignId,
        sendAt,
        engagedFirst: options["engaged-first"],
        ...(clock && zoneField ? { readerClock: { zoneField, wallTime: clock } } : {}),
      }),
    );
    return {
      result: { campaignId, ...launched },
      text: `${launched.receives} people. It begins at ${launched.startsAt.toISOString()}.`,
    };
  },
};

/** How a sending stands, in the sums of its ledger. */
export const campaignStatus: Command = {
  name: "campaign status",
  takes: "CAMPAIGN",
  about: "Say how a sending stands: the sums of its ledger and what came of it.",
  options: option,
  run: async (given, [campaign]) => {
    const { account } = readOptions(Options, given);
    const campaignId = campaignOf(campaign);
    const { log: _, ...sending } = await asOperator(await accountId(account), (tenant) =>
      readSending(tenant, campaignId),
    );
    const { status, audience, accepted, failed, waiting, deferred, inFlight, suppressed, expired, cancelled } = sending;
    const sums = { status, audience, accepted, failed, waiting, deferred, inFlight, suppressed, expired, cancelled };
    const lines = Object.entries(sums).map(([name, value]) => `${name.padEnd(10)} ${value}`);
    return { result: sending, text: lines.join("\n") };
  },
};

async function whatStops(tenant: Tenant, campaignId: string): Promise<Finding[]> {
  const { status } = await getCampaign(tenant, campaignId);
  if (status !== "draft") return []; // the launch says what there is to say
  const { findings } = await checkCampaign(tenant, campaignId);
  return findings.filter(({ severity }) => severity === "error");
}

function refusal(findings: Finding[]): Outcome {
  const texts = messagesFor("en").campaigns as { findings: Record<FindingCode, { title: string }> };
  const lines = findings.map(({ code, about }) => `  ${texts.findings[code].title}${about ? `: ${about}` : ""}`);
  const error = {
    reason: "campaign_not_ready",
    message: "The check found something that stops the sending.",
    findings,
  };
  return { result: { error }, text: `${error.message}\n${lines.join("\n")}`, failed: true };
}
