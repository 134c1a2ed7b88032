import { useTranslations } from "next-intl";

type PreviewTableProps = { headings: readonly string[]; rows: readonly { line: number; cells: readonly string[] }[] };

const LONGEST = 60;

/** The first rows of a file as they were read. Wide files scroll inside, with the keyboard too. */
export function PreviewTable({ headings, rows }: PreviewTableProps) {
  const t = useTranslations("imports.preview");
  return (
    <details className="rounded-3 border border-line bg-surface">
      <summary className="px-4 py-3 font-strong">{t("title", { count: rows.length })}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key (WCAG 2.1.1) */}
      <section aria-label={t("label")} tabIndex={0} className="overflow-x-auto border-t border-line">
        <table aria-label={t("label")} className="w-full border-collapse text-12">
          <thead>
            <tr className="text-left text-11 text-ink-3">
              <th scope="col" className="px-3 py-2 font-medium">
                {t("line")}
              </th>
              {headings.map((heading, at) => (
                <th key={at} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                  {heading || t("column", { no: at + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, cells }) => (
              <tr key={line} className="border-t border-line">
                <td className="px-3 py-1.5 font-mono text-ink-3">{line}</td>
                {headings.map((_, at) => (
                  <td key={at} className="px-3 py-1.5 whitespace-nowrap">
                    {shorten(cells[at] ?? "")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** A cell as it fits in a row of a table. */
export function shorten(cell: string): string {
  const line = cell.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
