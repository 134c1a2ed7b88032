"use client";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ChangeEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ContactStatus } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";

type ContactsFilterProps = {
  lists: readonly { id: string; name: string }[];
  filter: { q: string; list?: string | undefined; status?: string | undefined };
};

/** What the table is narrowed to. It stands in the address, so it can be sent to someone and gone back from; without script Enter sends it. */
export function ContactsFilter({ lists, filter }: ContactsFilterProps) {
  const t = useTranslations("contacts");
  const router = useRouter();
  const statuses = filter.list ? [...ContactStatus.options, "left" as const] : ContactStatus.options;

  const go = (form: HTMLFormElement) => {
    const read = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value;
    router.push(paths.contacts({ q: read("q"), list: read("list"), status: read("status") }));
  };
  const choose = (event: ChangeEvent<HTMLSelectElement>) => event.target.form && go(event.target.form);

  return (
    <search aria-label={t("filter.label")}>
      <form
        // What is typed follows the address, also when one goes back.
        key={`${filter.q} ${filter.list} ${filter.status}`}
        action={paths.contacts()}
        onSubmit={(event) => {
          event.preventDefault();
          go(event.currentTarget);
        }}
        className="grid grid-cols-2 gap-2 md:flex md:flex-wrap md:items-center"
      >
        <div className="relative col-span-2 md:w-72">
          <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
          <Input
            type="search"
            name="q"
            defaultValue={filter.q}
            maxLength={200}
            aria-label={t("filter.search")}
            placeholder={t("filter.search")}
            className="pl-8.5!"
          />
        </div>
        <Select name="list" defaultValue={filter.list ?? ""} aria-label={t("filter.list")} onChange={choose}>
          <option value="">{t("filter.allLists")}</option>
          {lists.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Select name="status" defaultValue={filter.status ?? ""} aria-label={t("filter.status")} onChange={choose}>
          <option value="">{t("filter.allStatuses")}</option>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {t(`status.${status}`)}
            </option>
          ))}
        </Select>
        <Button type="submit" className="max-md:col-span-2">
          {t("filter.apply")}
        </Button>
      </form>
    </search>
  );
}
