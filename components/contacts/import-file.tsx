import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Definitions } from "@/components/ui/definitions";
import { Link } from "@/components/ui/link";
import { ConsentSource, type ColumnTarget, type Delimiter, type Encoding } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { delimiterNames } from "./reading-form";

type ImportFileProps = {
  file: {
    fileBytes: number;
    encoding: Encoding;
    delimiter: Delimiter;
    mapping: readonly ColumnTarget[];
    consentSource: string;
    consentNote: string;
  };
  /** Without an id it is one that the import will make. */
  list: { id: string | null; name: string } | null;
};

/** What the file was, and what was told of it. */
export function ImportFile({ file, list }: ImportFileProps) {
  const t = useTranslations("imports");
  const sources = useTranslations("contacts.consentSource");
  const { number } = useFormatter();
  const out = file.mapping.filter(({ to }) => to === "none").length;
  const source = ConsentSource.safeParse(file.consentSource);
  return (
    <Card title={t("file.title")} padded>
      <Definitions
        rows={known([
          { name: t("file.size"), value: t("file.kilobytes", { n: number(Math.ceil(file.fileBytes / 1024)) }) },
          { name: t("reading.encoding"), value: t(`reading.encodings.${file.encoding}`) },
          { name: t("reading.delimiter"), value: t(`reading.delimiters.${delimiterNames[file.delimiter]}`) },
          {
            name: t("file.columns"),
            value: file.mapping.length > 0 && t("file.mapped", { in: file.mapping.length - out, out }),
          },
          {
            name: t("file.list"),
            value: list?.id ? (
              <Link href={paths.list(list.id)} className="link">
                {list.name}
              </Link>
            ) : (
              list?.name
            ),
          },
          { name: t("file.consent"), value: source.success && sources(source.data) },
          { name: t("file.wording"), value: file.consentNote },
        ])}
      />
    </Card>
  );
}

function known(rows: readonly { name: string; value: ReactNode }[]) {
  return rows.filter(({ value }) => Boolean(value));
}
