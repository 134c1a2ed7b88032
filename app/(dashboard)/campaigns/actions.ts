"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { createCampaign, deleteDraft, duplicateCampaign, getCampaign, keepCopy, sendTest } from "@/lib/campaigns";
import { CreateCampaign, KeepCopy, OneCampaign, SendTest } from "@/lib/campaigns/schema";
import { action } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";

export const create = action("campaigns", CreateCampaign, async (tenant, input) => {
  const { id } = await createCampaign(tenant, input);
  redirect(paths.campaign(id));
});

export const keep = action("campaigns", KeepCopy, async (tenant, input) => {
  const { id } = await keepCopy(tenant, input);
  redirect(paths.campaign(id));
});

export const duplicate = action("campaigns", OneCampaign, async (tenant, { campaignId }) => {
  const t = await getTranslations("campaigns");
  const { name } = await getCampaign(tenant, campaignId);
  const { id } = await duplicateCampaign(tenant, campaignId, t("copyOf", { name }).slice(0, 120));
  redirect(paths.campaign(id));
});

export const remove = action("campaigns", OneCampaign, async (tenant, { campaignId }) => {
  await deleteDraft(tenant, campaignId);
  revalidatePath(paths.campaigns());
  redirect(paths.campaigns());
});

export const test = action("campaigns", SendTest, (tenant, input) => sendTest(tenant, input));
