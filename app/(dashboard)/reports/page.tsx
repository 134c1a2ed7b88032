import { getFormatter, getTranslations } from "next-intl/server";
import { z } from "zod";
import { SendingState } from "@/components/reports/sending-state";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import { listReports } from "@/lib/reports";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";

const Query = z.object({ before: z.uuid().optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations("reports"))("title") };
}

export default async function ReportsPage({ searchParams }: { searchParams: Promise<object> }) {
  const { before } = Query.parse(await searchParams);
  const { reports, next } = await inTenant("reports", (tenant) => listReports(tenant, { before }));
  const [t, format] = await Promise.all([getTranslations("reports"), getFormatter()]);
  const share = (n: number, of: number) => (of > 0 ? format.number(n / of, "share") : "–");
  return (
    <>
      <PageHeader title={t("title")} lead={t("titleLead")} />
      <Card>
        {reports.length === 0 ? (
          <EmptyState
            title={t("empty")}
            action={
              <LinkButton look="primary" href={paths.campaigns()}>
                {t("toCampaigns")}
              </LinkButton>
            }
          >
            {t("emptyLead")}
          </EmptyState>
        ) : (
          <Table label={t("title")}>
            <TableHead>
              <HeadCell>{t("campaign")}</HeadCell>
              <HeadCell>{t("state")}</HeadCell>
              <HeadCell numeric>{t("accepted")}</HeadCell>
              <HeadCell numeric>{t("opened.people")}</HeadCell>
              <HeadCell numeric>{t("clicked.people")}</HeadCell>
              <HeadCell numeric>{t("left")}</HeadCell>
              <HeadCell numeric>{t("when")}</HeadCell>
            </TableHead>
            <TableBody>
              {reports.map((row) => (
                <Row key={row.id}>
                  <RowName second={row.listName}>
                    <Link href={paths.campaignReport(row.id)} className="link">
                      {row.name}
                    </Link>
                  </RowName>
                  <Cell label={t("state")}>
                    <SendingState status={row.status} />
                  </Cell>
                  <Cell numeric label={t("accepted")}>
                    {format.number(row.accepted)}
                  </Cell>
                  <Cell numeric label={t("opened.people")}>
                    {share(row.opened, row.accepted)}
                  </Cell>
                  <Cell numeric label={t("clicked.people")}>
                    {share(row.clicked, row.accepted)}
                  </Cell>
                  <Cell numeric label={t("left")}>
                    {format.number(row.left)}
                  </Cell>
                  <Cell numeric label={t("when")}>
                    {row.startedAt ? format.dateTime(row.startedAt, "dayTime") : "–"}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        )}
        {(next || before) && (
          <Pager newer={before ? paths.reports() : null} older={next ? `${paths.reports()}?before=${next}` : null} />
        )}
      </Card>
    </>
  );
}
