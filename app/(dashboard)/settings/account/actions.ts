"use server";
import { revalidatePath } from "next/cache";
import { saveParticulars as save } from "@/lib/accounts";
import { Particulars } from "@/lib/accounts/schema";
import { action } from "@/lib/web/action";

export const saveParticulars = action("administration", Particulars, async (tenant, input) => {
  await save(tenant, input);
  revalidatePath("/", "layout");
});
