"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field, FieldError, useFieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Delimiter, Encoding } from "@/lib/contacts/schema";
import type { FormAction } from "@/lib/web/action-state";
import { ColumnChoice, type ColumnShown, type CustomField } from "./column-choice";
import { ConsentFields } from "./consent-fields";

type ImportFormProps = {
  id: string;
  reading: { encoding: Encoding; delimiter: Delimiter; hasHeader: boolean };
  columns: readonly ColumnShown[];
  fields: readonly CustomField[];
  lists: readonly { id: string; name: string }[];
  chosenList?: string | undefined;
  begin: FormAction;
};

/** What becomes of each column, on which list the people go, and how they agreed: all that an import needs to be told. */
export function ImportForm({ id, reading, columns, fields, lists, chosenList, begin }: ImportFormProps) {
  const t = useTranslations("imports");
  return (
    <ActionForm action={begin} done={false} className="grid gap-4">
      <input type="hidden" name="importId" value={id} />
      <input type="hidden" name="encoding" value={reading.encoding} />
      <input type="hidden" name="delimiter" value={reading.delimiter} />
      <input type="hidden" name="hasHeader" value={reading.hasHeader ? "yes" : "no"} />
      <Card title={t("columns.title")} note={t("columns.note", { count: columns.length })}>
        <ColumnsError />
        {columns.map((column, at) => (
          <ColumnChoice key={at} no={at + 1} column={column} fields={fields} />
        ))}
      </Card>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t("list.title")} padded>
          <ListChoice lists={lists} chosen={chosenList} />
        </Card>
        <Card title={t("consent.title")} note={t("consent.note")} padded>
          <div className="grid gap-4">
            <ConsentFields />
          </div>
        </Card>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton name="mode" value="check">
          {t("check")}
        </SubmitButton>
        <SubmitButton name="mode" value="import" look="secondary">
          {t("begin")}
        </SubmitButton>
        <p className="text-12 text-ink-3">{t("checkHint")}</p>
      </div>
    </ActionForm>
  );
}

function ColumnsError() {
  const problem = useFieldError("target");
  if (!problem) return null;
  return (
    <div className="px-4 pb-3">
      <FieldError id="columns-error" text={problem} />
    </div>
  );
}

function ListChoice({ lists, chosen }: { lists: ImportFormProps["lists"]; chosen: string | undefined }) {
  const t = useTranslations("imports.list");
  const [list, setList] = useState(chosen ?? lists[0]?.id ?? "new");
  return (
    <div className="grid gap-4">
      <Field name="listId" label={t("label")} hint={t("hint")}>
        <Select value={list} onChange={(event) => setList(event.target.value)}>
          {lists.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="new">{t("new")}</option>
        </Select>
      </Field>
      {list === "new" ? (
        <Field name="listName" label={t("name")}>
          <Input maxLength={120} autoComplete="off" />
        </Field>
      ) : (
        <input type="hidden" name="listName" value="" />
      )}
    </div>
  );
}
