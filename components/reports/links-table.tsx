import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Bar } from "@/components/ui/progress";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { LinkRow } from "@/lib/reports/schema";

/** The links of the mail by their place in it: people who followed each, and how often it was followed in all. */
export function LinksTable({ links }: { links: LinkRow[] }) {
  const t = useTranslations("reports");
  const { number } = useFormatter();
  const most = Math.max(1, ...links.map(({ people }) => people));
  return (
    <Card title={t("links")} note={t("linksNote", { n: links.length })}>
      {links.length === 0 ? (
        <p className="border-t border-line px-4 py-4 text-ink-3">{t("noLinks")}</p>
      ) : (
        <Table label={t("links")}>
          <TableHead>
            <HeadCell>{t("place")}</HeadCell>
            <HeadCell numeric>{t("clicked.people")}</HeadCell>
            <HeadCell numeric>{t("machines")}</HeadCell>
            <HeadCell numeric>{t("clicked.raw")}</HeadCell>
          </TableHead>
          <TableBody>
            {links.map((link) => (
              <Row key={link.no}>
                <RowName second={link.label ? <span className="font-mono wrap-anywhere">{link.url}</span> : undefined}>
                  {link.no}. {link.label || link.url}
                </RowName>
                <Cell numeric label={t("clicked.people")}>
                  <span className="inline-flex items-center gap-2.5">
                    <Bar share={link.people / most} ink="clicked" />
                    {number(link.people)}
                  </span>
                </Cell>
                <Cell numeric label={t("machines")}>
                  {number(link.machines)}
                </Cell>
                <Cell numeric label={t("clicked.raw")}>
                  {number(link.hits)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
