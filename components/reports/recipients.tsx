import { Download } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { NoMatch } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { buttonLook } from "@/components/ui/button-look";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import { recipientShows, type Recipient, type RecipientFilter } from "@/lib/reports/schema";
import { paths } from "@/lib/web/paths";

const tones: Record<string, BadgeTone> = {
  accepted: "sent",
  failed: "bounced",
  expired: "bounced",
  suppressed: "paused",
  cancelled: "paused",
};

type RecipientsProps = {
  campaignId: string;
  filter: RecipientFilter;
  recipients: Recipient[];
  next: number | null;
  mayOpen: boolean;
};

/** Everyone the campaign was for and what came of each; searched and paged on the server, by a form that needs no script. */
export function Recipients({ campaignId, filter, recipients, next, mayOpen }: RecipientsProps) {
  const t = useTranslations("reports");
  const here = paths.campaignReport(campaignId);
  const query = (after: number) =>
    `${here}?${new URLSearchParams({ show: filter.show, q: filter.q, after: String(after) })}#recipients`;
  const isFiltered = filter.show !== "all" || filter.q !== "";
  return (
    <Card
      id="recipients"
      title={t("recipients")}
      actions={
        <a href={paths.recipientsCsv(campaignId)} download className={buttonLook("secondary", "small")}>
          <Download aria-hidden />
          {t("export")}
        </a>
      }
    >
      <form action={`${here}#recipients`} className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
        <Select
          name="show"
          aria-label={t("showLabel")}
          defaultValue={filter.show}
          options={recipientShows.map((value) => ({ value, label: t(`show.${value}`) }))}
          className="w-full md:w-44"
        />
        <Input
          name="q"
          type="search"
          aria-label={t("find")}
          placeholder={t("find")}
          defaultValue={filter.q}
          className="md:max-w-64"
        />
        <Button type="submit">{t("apply")}</Button>
      </form>
      {recipients.length === 0 ? (
        <NoMatch title={t("noRecipients")} clearHref={isFiltered ? `${here}#recipients` : here}>
          {t("noRecipientsLead")}
        </NoMatch>
      ) : (
        <RecipientRows recipients={recipients} mayOpen={mayOpen} />
      )}
      {(filter.after || next !== null) && (
        <Pager newer={filter.after ? query(0) : null} older={next === null ? null : query(next)} />
      )}
    </Card>
  );
}

function RecipientRows({ recipients, mayOpen }: { recipients: Recipient[]; mayOpen: boolean }) {
  const t = useTranslations("reports");
  const { dateTime } = useFormatter();
  return (
    <Table label={t("recipients")}>
      <TableHead>
        <HeadCell>{t("address")}</HeadCell>
        <HeadCell>{t("state")}</HeadCell>
        <HeadCell>{t("answer")}</HeadCell>
        <HeadCell numeric>{t("when")}</HeadCell>
      </TableHead>
      <TableBody>
        {recipients.map((person) => (
          <Row key={person.seq}>
            <RowName className="font-mono text-12 wrap-anywhere">
              {mayOpen && person.email ? (
                <Link href={paths.contact(person.contactId)} className="link">
                  {person.email}
                </Link>
              ) : (
                person.email || <span className="font-sans text-ink-3">{t("erased")}</span>
              )}
            </RowName>
            <Cell label={t("state")}>
              <span className="inline-flex flex-wrap gap-1.5">
                <Badge tone={tones[person.state] ?? "plain"}>{t(`states.${person.state}`)}</Badge>
                {person.returned && person.state === "accepted" && <Badge tone="bounced">{t("show.returned")}</Badge>}
                {person.opened && <Badge tone="opened">{t("show.opened")}</Badge>}
                {person.clicked && <Badge tone="clicked">{t("show.clicked")}</Badge>}
                {person.left && <Badge tone="unsubscribed">{t("show.left")}</Badge>}
              </span>
            </Cell>
            <Cell label={t("answer")} className="max-w-100 text-12 text-ink-2">
              <span className="md:line-clamp-1">{person.reply}</span>
            </Cell>
            <Cell numeric label={t("when")}>
              {person.settledAt ? dateTime(person.settledAt, "dayTime") : "–"}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
