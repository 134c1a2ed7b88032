"use server";
import { redirect } from "next/navigation";
import { LinkToken } from "@/lib/accounts/schema";
import { confirmSender } from "@/lib/senders";
import { publicAction } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";

export const agree = publicAction(LinkToken, async ({ token }) => {
  await confirmSender(token);
  redirect(paths.senderAgreed());
});
