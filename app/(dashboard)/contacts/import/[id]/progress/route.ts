import { z } from "zod";
import { getImport } from "@/lib/contacts";
import { figuresOf } from "@/lib/contacts/schema";
import { route } from "@/lib/web/route";

/** How far an import has come, for the page that shows it. */
export const GET = route(
  "contacts",
  { params: z.object({ id: z.uuid() }) },
  async (tenant, { params }) => figuresOf(await getImport(tenant, params.id)),
  { quiet: true },
);
