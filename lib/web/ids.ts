import { notFound } from "next/navigation";
import { z } from "zod";

/** The id in a page's address. Not found for what is no id, so that a cut-off link is a missing page and not an error. */
export function idOf({ id }: { id: string }): string {
  const read = z.uuid().safeParse(id);
  return read.success ? read.data : notFound();
}
