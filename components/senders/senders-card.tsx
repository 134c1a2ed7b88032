import { CircleCheck, Clock } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { SenderRow } from "@/lib/senders/schema";
import type { FormAction } from "@/lib/web/action-state";
import { SenderForm } from "./sender-form";

export type SenderActions = { add: FormAction; askAgain: FormAction; remove: FormAction };

/** The addresses campaigns come from, and those that nobody has said yes to. */
export function SendersCard({ senders, actions }: { senders: readonly SenderRow[]; actions: SenderActions }) {
  const t = useTranslations("senders.senders");
  return (
    <Card title={t("title")} note={t("lead")}>
      {senders.length > 0 && (
        <Table label={t("title")}>
          <TableHead>
            <HeadCell>{t("sender")}</HeadCell>
            <HeadCell>{t("state")}</HeadCell>
            <HeadCell>
              <span className="sr-only">{t("acts")}</span>
            </HeadCell>
          </TableHead>
          <TableBody>
            {senders.map((sender) => (
              <SenderLine key={sender.id} sender={sender} actions={actions} />
            ))}
          </TableBody>
        </Table>
      )}
      <SenderForm add={actions.add} />
    </Card>
  );
}

function SenderLine({ sender, actions }: { sender: SenderRow; actions: SenderActions }) {
  const t = useTranslations("senders.senders");
  const { dateTime } = useFormatter();
  const { id, name, address, replyTo, isConfirmed, isMember, expiresAt } = sender;
  return (
    <Row>
      <RowName second={<span className="font-mono wrap-anywhere">{address}</span>} className="wrap-anywhere">
        {name}
      </RowName>
      <Cell label={t("state")}>
        <span className="grid justify-items-end gap-0.5 md:justify-items-start">
          <Badge
            tone={isConfirmed ? "ok" : "plain"}
            icon={isConfirmed ? <CircleCheck aria-hidden /> : <Clock aria-hidden />}
          >
            {t(isConfirmed ? "confirmed" : "waiting")}
          </Badge>
          {isMember && <span className="text-12 text-ink-3">{t("member")}</span>}
          {!isConfirmed && expiresAt && (
            <span className="text-12 text-ink-3">{t("until", { at: dateTime(expiresAt, "day") })}</span>
          )}
          {replyTo && (
            <span className="text-right text-12 wrap-anywhere text-ink-3 md:text-left">
              {t("replies", { replyTo })}
            </span>
          )}
        </span>
      </Cell>
      <Cell className="max-md:mt-1.5 max-md:justify-start md:text-right md:whitespace-nowrap">
        {!isMember && (
          <span className="inline-flex flex-wrap gap-2">
            {!isConfirmed && (
              <ActionForm action={actions.askAgain} done={t("askedAgain")} className="contents">
                <input type="hidden" name="senderId" value={id} />
                <SubmitButton look="secondary" size="small" aria-label={t("askAgainOne", { address })}>
                  {t("askAgain")}
                </SubmitButton>
              </ActionForm>
            )}
            <Confirm
              trigger={t("remove")}
              look="quiet"
              size="small"
              title={t("removeTitle", { address })}
              description={t("removeText")}
              confirm={t("remove")}
              action={actions.remove}
              values={{ senderId: id }}
              danger
            />
          </span>
        )}
      </Cell>
    </Row>
  );
}
