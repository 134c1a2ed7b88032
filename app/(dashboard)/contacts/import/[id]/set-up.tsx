import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import { DiscardImport } from "@/components/contacts/discard-import";
import { ImportForm } from "@/components/contacts/import-form";
import { PreviewTable, shorten } from "@/components/contacts/preview-table";
import { ReadingForm } from "@/components/contacts/reading-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { previewImport, type Field, type Import } from "@/lib/contacts";
import type { ColumnTarget, ReadingQuery } from "@/lib/contacts/schema";
import { begin, discard } from "@/app/(dashboard)/contacts/import/actions";

type SetUpProps = {
  waiting: Import;
  lists: { id: string; name: string }[];
  fields: Field[];
  remembered: ColumnTarget[] | null;
  asked: z.infer<typeof ReadingQuery>;
};

const SAMPLES = 3;

/** A file that arrived: how it was read, what becomes of its columns, and what an import must be told. */
export async function ImportSetUp({ waiting, lists, fields, remembered, asked }: SetUpProps) {
  const { encoding, delimiter, header, list } = asked;
  const hasHeader = header ? header === "yes" : undefined;
  const [t, preview] = await Promise.all([
    getTranslations("imports"),
    previewImport(waiting, { asked: { encoding, delimiter, hasHeader }, fields, remembered }),
  ]);
  const { targets, rows, columns, ...layout } = preview;
  const reading = { encoding: layout.encoding, delimiter: layout.delimiter, hasHeader: layout.hasHeader };
  const shown = columns.map(({ heading, values }, at) => ({
    heading,
    samples: values
      .filter((value) => value.trim() !== "")
      .slice(0, SAMPLES)
      .map(shorten),
    target: targets[at] ?? { to: "none" as const },
  }));
  return (
    <>
      <PageHeader
        title={waiting.fileName}
        lead={t("setUp")}
        actions={<DiscardImport id={waiting.id} discard={discard} />}
      />
      <div className="grid gap-4">
        <Card title={t("reading.title")} note={t("reading.note")} padded>
          <ReadingForm id={waiting.id} list={list} reading={reading} />
        </Card>
        <PreviewTable headings={columns.map(({ heading }) => heading)} rows={rows} />
        <ImportForm
          // Another reading is another form.
          key={JSON.stringify(reading)}
          id={waiting.id}
          reading={reading}
          columns={shown}
          fields={fields}
          lists={lists.map(({ id, name }) => ({ id, name }))}
          chosenList={list}
          begin={begin}
        />
      </div>
    </>
  );
}
