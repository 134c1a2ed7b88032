import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Bar, type Ink } from "@/components/ui/progress";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { RecentCampaign } from "@/lib/reports/schema";
import { campaignPlace, paths } from "@/lib/web/paths";
import { CampaignState } from "@/components/campaigns/campaign-state";

type RecentCampaignsProps = { campaigns: readonly RecentCampaign[]; mayWrite: boolean };

/** The latest campaigns with what came of them; opens and clicks by people, machines apart. */
export function RecentCampaigns({ campaigns, mayWrite }: RecentCampaignsProps) {
  const t = useTranslations("overview.campaigns");
  if (campaigns.length === 0) return <NoCampaigns mayWrite={mayWrite} />;
  return (
    <Card
      title={t("title")}
      note={t("note")}
      actions={
        mayWrite && (
          <Link href={paths.campaigns()} className="link text-12">
            {t("all")}
          </Link>
        )
      }
    >
      <Table label={t("title")} className="border-t border-line">
        <TableHead>
          <HeadCell className="w-full">{t("name")}</HeadCell>
          <HeadCell>{t("state")}</HeadCell>
          <HeadCell numeric>{t("delivered")}</HeadCell>
          <HeadCell numeric>{t("opened")}</HeadCell>
          <HeadCell numeric>{t("clicked")}</HeadCell>
        </TableHead>
        <TableBody>
          {campaigns.map((campaign) => (
            <CampaignRow key={campaign.id} campaign={campaign} />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function CampaignRow({ campaign }: { campaign: RecentCampaign }) {
  const t = useTranslations("overview.campaigns");
  const format = useFormatter();
  const { id, name, listName, at, delivered, people } = campaign;
  const second = [listName, at && format.dateTime(at, "day")].filter(Boolean).join(", ");
  return (
    <Row>
      <RowName second={second || t("noList")}>
        <Link href={campaignPlace(id, campaign.status)} className="rounded-1 hover:underline">
          {name || t("unnamed")}
        </Link>
      </RowName>
      <Cell>
        <CampaignState status={campaign.status} />
      </Cell>
      <Cell label={t("delivered")} numeric wide={delivered === null && people === null}>
        {delivered !== null ? format.number(delivered) : people !== null ? t("expected", { count: people }) : "–"}
      </Cell>
      <ShareCell label={t("opened")} count={campaign.opened} of={delivered} ink="opened" />
      <ShareCell label={t("clicked")} count={campaign.clicked} of={delivered} ink="clicked" />
    </Row>
  );
}

type ShareCellProps = { label: string; count: number | null; of: number | null; ink: Ink };

function ShareCell({ label, count, of, ink }: ShareCellProps) {
  const { number } = useFormatter();
  const share = count !== null && of ? count / of : null;
  return (
    <Cell label={label} numeric wide={share === null}>
      {share === null ? (
        "–"
      ) : (
        <span className="flex items-center justify-end gap-2">
          <Bar share={share} ink={ink} />
          <span className="min-w-11.5 text-right">{number(share, "share")}</span>
        </span>
      )}
    </Cell>
  );
}

function NoCampaigns({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations("overview.campaigns");
  return (
    <Card>
      <EmptyState
        title={t("emptyTitle")}
        action={mayWrite && <LinkButton href={paths.newCampaign()}>{t("write")}</LinkButton>}
      >
        {t("emptyText")}
      </EmptyState>
    </Card>
  );
}
