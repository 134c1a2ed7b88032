"use server";
import { revalidatePath } from "next/cache";
import { undoBounce } from "@/lib/bounces";
import { BounceId } from "@/lib/bounces/schema";
import { action } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";

export const undo = action("contacts", BounceId, async (tenant, { bounceId }) => {
  await undoBounce(tenant, bounceId);
  revalidatePath(paths.bounce(bounceId));
});
