"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Writing, writings, type ColumnTarget, type FieldKind } from "@/lib/contacts/schema";

export type CustomField = { key: string; label: string; kind: FieldKind };
export type ColumnShown = { heading: string; samples: readonly string[]; target: ColumnTarget };

type ColumnChoiceProps = { column: ColumnShown; no: number; fields: readonly CustomField[] };

/** One column of the file: its heading, some of its values, and what becomes of it. Sends one value of each row of the form. */
export function ColumnChoice({ column, no, fields }: ColumnChoiceProps) {
  const t = useTranslations("imports.columns");
  const { heading, samples, target } = column;
  const known = target.to === "field" && fields.find((field) => field.key === target.key);
  const [choice, setChoice] = useState(
    target.to === "field" ? (known ? `field:${target.key}` : "new") : (target.to as string),
  );
  const chosen = fields.find((field) => choice === `field:${field.key}`);
  const name = heading || t("unnamed", { no });
  return (
    <div className="grid gap-x-4 gap-y-2 border-t border-line px-4 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)]">
      <div className="min-w-0">
        <p className="font-strong wrap-anywhere">{name}</p>
        <p className="truncate text-12 text-ink-3">{samples.join(" · ") || t("empty")}</p>
      </div>
      <div className="grid items-start gap-2 sm:grid-cols-3">
        <Select
          name="target[]"
          aria-label={t("target", { name })}
          value={choice}
          onChange={(event) => setChoice(event.target.value)}
        >
          <option value="none">{t("none")}</option>
          <option value="email">{t("email")}</option>
          <option value="name">{t("name")}</option>
          <option value="new">{t("new")}</option>
          {fields.length > 0 && (
            <optgroup label={t("fields")}>
              {fields.map(({ key, label }) => (
                <option key={key} value={`field:${key}`}>
                  {label}
                </option>
              ))}
            </optgroup>
          )}
        </Select>
        <input type="hidden" name="key[]" value={target.to === "field" ? target.key : `field_${no}`} />
        {choice === "new" ? (
          <Input
            name="label[]"
            aria-label={t("label", { name })}
            maxLength={80}
            defaultValue={target.to === "field" ? target.label || heading : heading}
          />
        ) : (
          <input type="hidden" name="label[]" value="" />
        )}
        <WritingChoice name={name} target={target} kind={choice === "new" ? undefined : (chosen?.kind ?? null)} />
      </div>
    </div>
  );
}

/** How the values are written: any way for a new field, the ways of its kind for one that is there, none for what needs no telling. */
function WritingChoice({
  name,
  target,
  kind,
}: {
  name: string;
  target: ColumnTarget;
  kind: FieldKind | null | undefined;
}) {
  const t = useTranslations("imports.columns");
  const options = Writing.options.filter((writing) => kind === undefined || writings[writing].kind === kind);
  const guessed = guessOf(target);
  const start = options.includes(guessed) ? guessed : (options[0] ?? "text");
  if (options.length < 2) return <input type="hidden" name="writing[]" value={start} />;
  return (
    <Select
      key={kind ?? "any"}
      name="writing[]"
      aria-label={t("writing", { name })}
      defaultValue={start}
      options={options.map((value) => ({ value, label: t(`writings.${value}`) }))}
    />
  );
}

function guessOf(target: ColumnTarget): Writing {
  if (target.to !== "field") return "text";
  if (target.kind === "number") return target.decimal === "," ? "number_comma" : "number_point";
  if (target.kind === "date") return target.dayFirst ? "date_day" : "date_month";
  return target.kind;
}
