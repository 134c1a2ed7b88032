"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { publicAction } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";
import { leaveSession } from "@/lib/web/session";

export const signOut = publicAction(z.object({}), async () => {
  await leaveSession("member");
  redirect(paths.home());
});
