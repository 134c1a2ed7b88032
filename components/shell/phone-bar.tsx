import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Permission } from "@/lib/accounts/schema";
import { accountMenuId } from "./account-menu";
import { PlaceLink } from "./place-link";
import { placesFor } from "./places";

const link =
  "flex flex-1 flex-col items-center justify-center gap-0.75 text-11 text-ink-2 focus-visible:-outline-offset-2 aria-[current]:font-strong aria-[current]:text-ink aria-[current]:[&_svg]:text-accent [&_svg]:size-5";

/** Four places and the rest, within reach of a thumb. */
export function PhoneBar({ permissions }: { permissions: readonly Permission[] }) {
  const t = useTranslations("shell");
  return (
    <nav
      aria-label={t("main")}
      data-print="hide"
      className="fixed inset-x-0 bottom-0 z-20 flex h-15 border-t border-line bg-sunken md:hidden"
    >
      {placesFor(permissions)
        .filter(({ thumb }) => thumb)
        .map(({ name, href, Icon }) => (
          <PlaceLink key={name} href={href} className={link}>
            <Icon aria-hidden />
            {t(`places.${name}`)}
          </PlaceLink>
        ))}
      <button type="button" popoverTarget={accountMenuId} className={link}>
        <Ellipsis aria-hidden />
        {t("more")}
      </button>
    </nav>
  );
}
