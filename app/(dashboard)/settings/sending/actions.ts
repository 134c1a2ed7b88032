"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import {
  addDomain,
  addSender,
  askCheck,
  askRelayTest,
  askSenderAgain,
  removeDomain,
  removeRelay,
  removeSender,
  rotateDkim,
  saveRelay,
  setWarmUp,
} from "@/lib/senders";
import { AddDomain, AddSender, OneDomain, OneSender, RelayForm, WarmUp } from "@/lib/senders/schema";
import { action } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";

export const add = action("administration", AddDomain, async (tenant, input) => {
  const { id } = await addDomain(tenant, input);
  await askCheck(tenant, id);
  redirect(paths.sendingDomain(id));
});

export const look = action("administration", OneDomain, async (tenant, { domainId }) => {
  await askCheck(tenant, domainId);
  revalidatePath(paths.sendingDomain(domainId));
});

export const rotate = action("administration", OneDomain, async (tenant, { domainId }) => {
  await rotateDkim(tenant, domainId);
  await askCheck(tenant, domainId);
  revalidatePath(paths.sendingDomain(domainId));
});

export const warmUp = action("administration", WarmUp, async (tenant, { domainId, isOn }) => {
  await setWarmUp(tenant, domainId, isOn);
  revalidatePath(paths.sendingDomain(domainId));
});

export const remove = action("administration", OneDomain, async (tenant, { domainId }) => {
  await removeDomain(tenant, domainId);
  redirect(paths.sending());
});

export const addFrom = action("administration", AddSender, async (tenant, input) => {
  await addSender(tenant, input);
  revalidatePath(paths.sending());
});

export const askAgain = action("administration", OneSender, async (tenant, { senderId }) => {
  await askSenderAgain(tenant, senderId);
  revalidatePath(paths.sending());
});

export const removeFrom = action("administration", OneSender, async (tenant, { senderId }) => {
  await removeSender(tenant, senderId);
  revalidatePath(paths.sending());
});

export const keepRelay = action("administration", RelayForm, async (tenant, input) => {
  await saveRelay(tenant, input);
  await askRelayTest(tenant);
  revalidatePath("/", "layout");
});

export const tryRelay = action("administration", z.object({}), async (tenant) => {
  await askRelayTest(tenant);
  revalidatePath(paths.relay());
});

export const dropRelay = action("administration", z.object({}), async (tenant) => {
  await removeRelay(tenant);
  redirect(paths.sending());
});
