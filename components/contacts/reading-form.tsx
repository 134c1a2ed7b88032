import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Delimiter, Encoding } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";

type ReadingFormProps = {
  id: string;
  list?: string | undefined;
  reading: { encoding: Encoding; delimiter: Delimiter; hasHeader: boolean };
};

/** How the file was read, and another try where letters or columns look wrong. The answer is a page with its own address. */
export function ReadingForm({ id, list, reading }: ReadingFormProps) {
  const t = useTranslations("imports.reading");
  const { encoding, delimiter, hasHeader } = reading;
  return (
    <form action={paths.import(id)} className="grid items-end gap-3 sm:grid-cols-3 lg:grid-cols-[1fr_1fr_1fr_auto]">
      {list && <input type="hidden" name="list" value={list} />}
      <Field name="encoding" label={t("encoding")}>
        <Select
          defaultValue={encoding}
          options={Encoding.options.map((value) => ({ value, label: t(`encodings.${value}`) }))}
        />
      </Field>
      <Field name="delimiter" label={t("delimiter")}>
        <Select
          defaultValue={delimiter}
          options={Delimiter.options.map((value) => ({ value, label: t(`delimiters.${delimiterNames[value]}`) }))}
        />
      </Field>
      <Field name="header" label={t("header")}>
        <Select
          defaultValue={hasHeader ? "yes" : "no"}
          options={(["yes", "no"] as const).map((value) => ({ value, label: t(`headers.${value}`) }))}
        />
      </Field>
      <Button type="submit">{t("again")}</Button>
    </form>
  );
}

export const delimiterNames = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const satisfies Record<
  Delimiter,
  string
>;
