"use client";
import { useFormatter, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardRow } from "@/components/ui/card";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";
import { ConsentFields } from "./consent-fields";
import { StatusBadge } from "./status-badge";

type ListName = { id: string; name: string };
type ContactListsProps = {
  contact: { id: string; lists: readonly (ListName & { joinedAt: Date; leftAt: Date | null })[] };
  /** Lists that they are not on. */
  open: readonly ListName[];
  acts: { joinList: FormAction; takeFromList: FormAction };
};

/** The lists a person is on or has left, and the way on to another. */
export function ContactLists({ contact, open, acts }: ContactListsProps) {
  const t = useTranslations("contacts.lists");
  const { dateTime } = useFormatter();
  return (
    <Card
      title={t("title")}
      actions={open.length > 0 && <JoinList contactId={contact.id} open={open} join={acts.joinList} />}
    >
      {contact.lists.length === 0 && <p className="border-t border-line px-4 py-3 text-ink-2">{t("none")}</p>}
      {contact.lists.map(({ id, name, joinedAt, leftAt }) => (
        <CardRow
          key={id}
          value={
            leftAt ? (
              <StatusBadge standing="left" />
            ) : (
              <ActionForm action={acts.takeFromList} done={false}>
                <input type="hidden" name="contactId" value={contact.id} />
                <input type="hidden" name="listId" value={id} />
                <SubmitButton look="quiet" size="small" aria-label={t("removeFrom", { name })}>
                  {t("remove")}
                </SubmitButton>
              </ActionForm>
            )
          }
        >
          <Link href={paths.list(id)} className="link">
            {name}
          </Link>
          <p className="text-12 text-ink-3">
            {leftAt ? t("left", { date: dateTime(leftAt, "day") }) : t("joined", { date: dateTime(joinedAt, "day") })}
          </p>
        </CardRow>
      ))}
    </Card>
  );
}

function JoinList({ contactId, open, join }: { contactId: string; open: readonly ListName[]; join: FormAction }) {
  const t = useTranslations("contacts.lists");
  return (
    <Dialog trigger={t("add")} size="small" title={t("addTitle")} description={t("addText")}>
      <ActionForm action={join} done={false} className="grid gap-4">
        <input type="hidden" name="contactId" value={contactId} />
        <Field name="listId" label={t("list")}>
          <Select required options={open.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
        <ConsentFields />
        <DialogActions>
          <SubmitButton>{t("add")}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
