import { Copy, Pencil } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { CampaignState } from "@/components/campaigns/campaign-state";
import { ActionForm } from "@/components/ui/action-form";
import { Link } from "@/components/ui/link";
import { Menu, MenuItem, MenuLink } from "@/components/ui/menu";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { CampaignRow } from "@/lib/campaigns";
import type { ActionState } from "@/lib/web/action-state";
import { campaignPlace, paths } from "@/lib/web/paths";

type Act = (previous: ActionState, form: FormData) => Promise<ActionState>;

/** The campaigns of an account: where each stands, to which list, and the date that counts for it. */
export function CampaignTable({ campaigns, duplicate }: { campaigns: readonly CampaignRow[]; duplicate: Act }) {
  const t = useTranslations("campaigns");
  return (
    <Table label={t("title")}>
      <TableHead>
        <HeadCell className="w-full">{t("columns.name")}</HeadCell>
        <HeadCell>{t("columns.state")}</HeadCell>
        <HeadCell>{t("columns.list")}</HeadCell>
        <HeadCell numeric>{t("columns.date")}</HeadCell>
        <HeadCell>
          <span className="sr-only">{t("columns.acts")}</span>
        </HeadCell>
      </TableHead>
      <TableBody>
        {campaigns.map((campaign) => (
          <CampaignLine key={campaign.id} campaign={campaign} duplicate={duplicate} />
        ))}
      </TableBody>
    </Table>
  );
}

function CampaignLine({ campaign, duplicate }: { campaign: CampaignRow; duplicate: Act }) {
  const t = useTranslations("campaigns");
  const { id, name, subject, status, listName } = campaign;
  return (
    <Row>
      <RowName second={subject || t("noSubject")}>
        <Link href={campaignPlace(id, status)} className="rounded-1 wrap-anywhere hover:underline">
          {name}
        </Link>
      </RowName>
      <Cell>
        <CampaignState status={status} />
      </Cell>
      <Cell label={t("columns.list")} className="md:whitespace-nowrap">
        {listName ?? t("noList")}
      </Cell>
      <Cell label={t("columns.date")} numeric>
        <CampaignDate campaign={campaign} />
      </Cell>
      <Cell acts>
        <ActionForm id={`duplicate-${id}`} action={duplicate} done={false} className="sr-only">
          <input type="hidden" name="campaignId" value={id} />
        </ActionForm>
        <Menu label={t("acts", { name })} size="small">
          <MenuLink icon={<Pencil aria-hidden />} href={paths.campaign(id)}>
            {t("open")}
          </MenuLink>
          <MenuItem icon={<Copy aria-hidden />} form={`duplicate-${id}`}>
            {t("duplicate")}
          </MenuItem>
        </Menu>
      </Cell>
    </Row>
  );
}

function CampaignDate({ campaign }: { campaign: CampaignRow }) {
  const t = useTranslations("campaigns.dates");
  const format = useFormatter();
  const { finishedAt, startedAt, scheduledAt, updatedAt } = campaign;
  const [kind, at] = finishedAt
    ? (["finished", finishedAt] as const)
    : startedAt
      ? (["started", startedAt] as const)
      : scheduledAt
        ? (["scheduled", scheduledAt] as const)
        : (["saved", updatedAt] as const);
  return <>{t(kind, { date: format.dateTime(at, "dayTime") })}</>;
}
