import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AccountQuery } from "@/lib/backoffice/schema";
import { paths } from "@/lib/web/paths";

/** Asks for accounts by address: the page that answers can be kept and sent. */
export function AccountSearch({ q, status }: AccountQuery) {
  const t = useTranslations("backoffice.accounts");
  const states = ["active", "suspended"].map((value) => ({ value, label: t(value) }));
  return (
    <search>
      <form action={paths.admin()} className="mb-4 flex flex-col gap-3 md:flex-row md:items-end">
        <Field name="q" label={t("search")} className="md:w-80">
          <Input type="search" defaultValue={q} maxLength={254} />
        </Field>
        <Field name="status" label={t("status")} className="md:w-40">
          <Select defaultValue={status ?? ""} options={[{ value: "", label: t("any") }, ...states]} />
        </Field>
        <Button type="submit" look="secondary">
          {t("submit")}
        </Button>
      </form>
    </search>
  );
}
