"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import {
  cancelSending,
  launchCampaign,
  pauseSending,
  rescheduleLaunch,
  resendRest,
  resumeSending,
  undoLaunch,
} from "@/lib/deliveries";
import { CampaignId, LaunchCampaign, RescheduleLaunch, ResendRest } from "@/lib/deliveries/schema";
import { action } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";
import { countTyped, zonedTime } from "@/lib/web/typed-values";

export const launch = action("campaigns", LaunchCampaign, async (tenant, input, { account }) => {
  const { campaignId, when, sendAt, zoneField, engagedFirst, count } = input;
  const expected = countTyped(count);
  await launchCampaign(tenant, {
    campaignId,
    sendAt: when === "later" ? zonedTime(sendAt, account.timeZone) : null,
    engagedFirst,
    ...(when === "zoned" ? { readerClock: { zoneField, wallTime: sendAt } } : {}),
    ...(expected === null ? {} : { expected }),
  });
  redirect(paths.campaignSending(campaignId));
});

export const undo = action("campaigns", CampaignId, async (tenant, { campaignId }) => {
  await undoLaunch(tenant, campaignId);
  redirect(paths.campaignCheck(campaignId));
});

export const pause = action("campaigns", CampaignId, async (tenant, { campaignId }) => {
  await pauseSending(tenant, campaignId);
  refresh();
});

export const resume = action("campaigns", CampaignId, async (tenant, { campaignId }) => {
  await resumeSending(tenant, campaignId);
  refresh();
});

export const cancel = action("campaigns", CampaignId, async (tenant, { campaignId }) => {
  await cancelSending(tenant, campaignId);
  refresh();
});

export const reschedule = action("campaigns", RescheduleLaunch, async (tenant, input, { account }) => {
  const { campaignId, when, sendAt } = input;
  await rescheduleLaunch(tenant, {
    campaignId,
    sendAt: when === "later" ? zonedTime(sendAt, account.timeZone) : null,
    ...(when === "zoned" ? { wallTime: sendAt } : {}),
  });
  refresh();
});

export const resend = action("campaigns", ResendRest, async (tenant, { campaignId, count }) => {
  // Large numbers are typed: nothing typed is a number that does not fit.
  await resendRest(tenant, { campaignId, expected: countTyped(count) ?? 0 });
  refresh();
});
