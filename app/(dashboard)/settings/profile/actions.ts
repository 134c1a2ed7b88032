"use server";
import { revalidatePath } from "next/cache";
import { saveProfile as save } from "@/lib/accounts";
import { Profile } from "@/lib/accounts/schema";
import { action } from "@/lib/web/action";

export const saveProfile = action(null, Profile, async (tenant, input) => {
  await save(tenant, input);
  // Language and theme belong to the frame of every page.
  revalidatePath("/", "layout");
});
