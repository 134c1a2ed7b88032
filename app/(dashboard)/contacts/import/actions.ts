"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { checkImport, confirmImport, startImport, stopImport, undoImport } from "@/lib/contacts";
import { ImportForm, ImportId } from "@/lib/contacts/schema";
import { action } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";

export const begin = action("contacts", ImportForm, async (tenant, { mode, ...input }) => {
  await (mode === "check" ? checkImport(tenant, input) : startImport(tenant, input));
  redirect(paths.import(input.importId));
});

export const confirm = action("contacts", ImportId, async (tenant, { importId }) => {
  await confirmImport(tenant, importId);
  revalidatePath(paths.import(importId));
});

export const stop = action("contacts", ImportId, async (tenant, { importId }) => {
  await stopImport(tenant, importId);
  revalidatePath(paths.import(importId));
});

export const discard = action("contacts", ImportId, async (tenant, { importId }) => {
  await stopImport(tenant, importId);
  redirect(paths.imports());
});

export const undo = action("contacts", ImportId, async (tenant, { importId }) => {
  await undoImport(tenant, importId);
  revalidatePath(paths.import(importId));
});
