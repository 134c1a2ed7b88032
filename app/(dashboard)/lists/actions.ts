"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { archiveList, createList, restoreList, updateList } from "@/lib/contacts";
import { CreateList, ListId, UpdateList } from "@/lib/contacts/schema";
import { action } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";

export const create = action("contacts", CreateList, async (tenant, input) => {
  redirect(paths.list(await createList(tenant, input)));
});

export const save = action("contacts", UpdateList, async (tenant, input) => {
  await updateList(tenant, input);
  redirect(paths.list(input.listId));
});

export const archive = action("contacts", ListId, async (tenant, { listId }) => {
  await archiveList(tenant, listId);
  revalidatePath(paths.list(listId));
});

export const restore = action("contacts", ListId, async (tenant, { listId }) => {
  await restoreList(tenant, listId);
  revalidatePath(paths.list(listId));
});
