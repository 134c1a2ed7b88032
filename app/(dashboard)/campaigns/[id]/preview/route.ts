import { z } from "zod";
import { previewCampaign } from "@/lib/campaigns";
import { route } from "@/lib/web/route";

const params = z.object({ id: z.uuid() });
const query = z.object({
  part: z.enum(["mail", "inbox"]).catch("mail"),
  theme: z.enum(["light", "dark"]).catch("light"),
  reader: z.uuid().optional().catch(undefined),
});

/** The mail of a campaign for the frame of its preview, or as data what stands beside the frame. */
export const GET = route("campaigns", { params, query }, async (tenant, { params: { id }, query: asked }) => {
  const preview = await previewCampaign(tenant, id, { contactId: asked.reader, theme: asked.theme });
  const { html, ...inbox } = preview;
  if (asked.part === "inbox") return { ...inbox, bytes: Buffer.byteLength(html) };
  return new Response(html, { headers });
});

// What it may load and run, which is nothing, is said in proxy.ts with the policies of all pages.
const headers = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
};
