import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Permission } from "@/lib/accounts/schema";
import { LinkButton } from "@/components/ui/link-button";
import { Stamp } from "@/components/ui/stamp";
import { paths } from "@/lib/web/paths";
import { SearchButton } from "./search-button";
import { PlaceTitle } from "./place-title";

/** The place one is in, and what can be begun from anywhere. */
export function TopBar({ permissions }: { permissions: readonly Permission[] }) {
  const t = useTranslations("shell");
  return (
    <header
      data-print="hide"
      className="sticky top-0 z-10 flex h-13 items-center gap-2.5 border-b border-line bg-sunken px-4 md:bg-paper md:px-8"
    >
      <Stamp className="size-6.5 md:hidden" />
      <PlaceTitle />
      <SearchButton permissions={permissions} small />
      {permissions.includes("campaigns") && (
        <div className="ml-auto hidden md:block">
          <LinkButton href={paths.newCampaign()} icon={<Plus aria-hidden />}>
            {t("newCampaign")}
          </LinkButton>
        </div>
      )}
    </header>
  );
}
