import { notFound } from "next/navigation";
import { z } from "zod";

/** Parameters of a route whose only one is the id of a record. */
export const IdParams = z.object({ id: z.uuid() });

/** The id in a page's address; what is no id is a page that does not exist. */
export async function idOf(params: Promise<unknown>): Promise<string> {
  const read = IdParams.safeParse(await params);
  if (!read.success) notFound();
  return read.data.id;
}
