"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { TabLinks } from "@/components/ui/tab-links";
import type { Permission } from "@/lib/accounts/schema";
import { paths } from "@/lib/web/paths";

const tabs: { name: string; href: string; needs?: Permission }[] = [
  { name: "profile", href: paths.profile() },
  { name: "security", href: paths.security() },
  { name: "account", href: paths.accountSettings(), needs: "administration" },
  { name: "sending", href: paths.sending(), needs: "administration" },
  { name: "members", href: paths.members(), needs: "administration" },
  { name: "audit", href: paths.audit(), needs: "administration" },
];

/** The parts of the settings that a member may enter. */
export function SettingsTabs({ permissions }: { permissions: readonly Permission[] }) {
  const t = useTranslations("settings");
  const address = usePathname();
  const open = tabs.filter(({ needs }) => !needs || permissions.includes(needs));
  return (
    <TabLinks
      label={t("title")}
      links={open.map(({ name, href }) => ({ href, label: t(`tabs.${name}`), current: address.startsWith(href) }))}
    />
  );
}
