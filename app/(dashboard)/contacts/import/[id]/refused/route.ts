import { Readable } from "node:stream";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { getImport, listRefusals, writeCsv, type Import } from "@/lib/contacts";
import { RefusalReason } from "@/lib/contacts/schema";
import type { Tenant } from "@/lib/accounts";
import { streamRoute } from "@/lib/web/route";

type Enter = <T>(work: (tenant: Tenant) => Promise<T>) => Promise<T>;

/** The rows of a file that became nobody, as a file: the line, the reason, and the cells as they were. */
export const GET = streamRoute("contacts", { params: z.object({ id: z.uuid() }) }, async (enter, { params }) => {
  const found = await enter((tenant) => getImport(tenant, params.id));
  const name = `refused-${found.fileName.replace(/\.\w+$/, "").replace(/[^\w-]+/g, "-")}.csv`;
  const lines = Readable.from(await linesOf(enter, found));
  return new Response(Readable.toWeb(lines) as ReadableStream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
});

async function linesOf(enter: Enter, { id, headings, delimiter }: Import): Promise<AsyncGenerator<Buffer>> {
  const t = await getTranslations("imports");
  const reasonOf = (reason: string, sameAs: number | null) => {
    const known = RefusalReason.safeParse(reason);
    return known.success ? t(`reason.${known.data}`, { line: sameAs ?? 0 }) : reason;
  };
  return (async function* () {
    yield Buffer.from(writeCsv([[t("refused.line"), t("refused.reason"), ...headings]], { delimiter }));
    for (let after = 0; ;) {
      const rows = await enter((tenant) => listRefusals(tenant, { importId: id, after }));
      if (rows.length === 0) return;
      after = rows.at(-1)!.no;
      const written = rows.map(({ line, reason, sameAs, cells }) => [String(line), reasonOf(reason, sameAs), ...cells]);
      yield Buffer.from(writeCsv(written, { first: false, delimiter }));
    }
  })();
}
