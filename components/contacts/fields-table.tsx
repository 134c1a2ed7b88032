"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { FieldKind } from "@/lib/contacts/schema";
import type { FormAction } from "@/lib/web/action-state";

type CustomField = { id: string; key: string; label: string; kind: FieldKind };
type FieldsTableProps = { fields: readonly CustomField[]; rename: FormAction; remove: FormAction };

/** The account's own fields: what they hold, and how a mail names them. */
export function FieldsTable({ fields, rename, remove }: FieldsTableProps) {
  const t = useTranslations("contacts.fields");
  const kinds = useTranslations("contacts.fieldKind");
  return (
    <Card>
      <Table label={t("title")}>
        <TableHead>
          <HeadCell>{t("label")}</HeadCell>
          <HeadCell>{t("key")}</HeadCell>
          <HeadCell>{t("kind")}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t("acts")}</span>
          </HeadCell>
        </TableHead>
        <TableBody>
          {fields.map((field) => (
            <Row key={field.id}>
              <RowName>{field.label}</RowName>
              <Cell label={t("key")} className="font-mono text-12">
                {field.key}
              </Cell>
              <Cell label={t("kind")}>{kinds(field.kind)}</Cell>
              <Cell acts>
                <span className="flex justify-end gap-1">
                  <Rename field={field} rename={rename} />
                  <Confirm
                    trigger={t("remove")}
                    look="quiet"
                    size="small"
                    title={t("removeTitle", { label: field.label })}
                    description={t("removeText")}
                    confirm={t("remove")}
                    action={remove}
                    values={{ fieldId: field.id }}
                    danger
                  />
                </span>
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function Rename({ field, rename }: { field: CustomField; rename: FormAction }) {
  const t = useTranslations("contacts.fields");
  return (
    <Dialog trigger={t("rename")} look="quiet" size="small" title={t("renameTitle", { label: field.label })}>
      <ActionForm action={rename} done={false} className="grid gap-4">
        <input type="hidden" name="fieldId" value={field.id} />
        <Field name="label" label={t("label")} hint={t("renameHint", { key: field.key })}>
          <Input required maxLength={80} defaultValue={field.label} />
        </Field>
        <DialogActions>
          <SubmitButton>{t("rename")}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
