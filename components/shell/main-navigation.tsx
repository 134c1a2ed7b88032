import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Stamp } from "@/components/ui/stamp";
import { accountMenuId } from "./account-menu";
import type { ShellProps } from "./app-shell";
import { SearchButton } from "./search-button";
import { PlaceLink } from "./place-link";
import { placesFor } from "./places";

const link =
  "flex h-7.5 items-center gap-2.25 rounded-2 px-2 text-ink-2 transition-colors duration-(--quick) hover:bg-hover aria-[current]:bg-selected aria-[current]:font-strong aria-[current]:text-ink aria-[current]:[&_svg]:text-accent";

/** The places of the dashboard, to the left of every page from 761 px on. */
export function MainNavigation({
  account,
  member,
  permissions,
}: Pick<ShellProps, "account" | "member" | "permissions">) {
  const t = useTranslations("shell");
  const open = placesFor(permissions);
  const group = (wanted: string) => open.filter((place) => place.group === wanted);
  return (
    <nav aria-label={t("main")} data-print="hide" className="border-r border-line bg-sunken max-md:hidden">
      <div className="sticky top-0 flex h-dvh flex-col gap-0.5 overflow-y-auto p-2.5 pb-3">
        <button
          type="button"
          popoverTarget={accountMenuId}
          className="mb-2 flex w-full items-center gap-2.25 rounded-2 px-2 py-1.5 text-left hover:bg-hover"
        >
          <Stamp />
          <span className="min-w-0 flex-1">
            <span className="sr-only">{t("accountMenu")}: </span>
            <span className="block truncate leading-4 font-bold">{account.name}</span>
            <span className="block truncate text-11 leading-3.5 text-ink-3">{member.name}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5! text-ink-3" />
        </button>
        <SearchButton permissions={permissions} />
        <ul className="grid gap-0.5">{group("work").map(place)}</ul>
        {group("audience").length > 0 && (
          <>
            <h2 className="px-2 pt-3.5 pb-1 text-11 font-medium text-ink-3">{t("audience")}</h2>
            <ul className="grid gap-0.5">{group("audience").map(place)}</ul>
          </>
        )}
        <ul className="mt-auto grid gap-0.5 border-t border-line pt-2.5">{group("foot").map(place)}</ul>
      </div>
    </nav>
  );

  function place({ name, href, Icon }: (typeof open)[number]) {
    return (
      <li key={name}>
        <PlaceLink href={href} className={link}>
          <Icon aria-hidden />
          {t(`places.${name}`)}
        </PlaceLink>
      </li>
    );
  }
}
