import { useTranslations } from "next-intl";
import { TabLinks } from "@/components/ui/tab-links";
import { paths } from "@/lib/web/paths";

const tabs = [
  { name: "contacts", href: paths.contacts() },
  { name: "imports", href: paths.imports() },
  { name: "fields", href: paths.contactFields() },
  { name: "returned", href: paths.bounces() },
  { name: "suppressed", href: paths.suppressions() },
] as const;

/** What there is about contacts: themselves, how they came, what is known of them, and whom never to mail. */
export function ContactsTabs({ current }: { current: (typeof tabs)[number]["name"] }) {
  const t = useTranslations("contacts.tabs");
  const links = tabs.map(({ name, href }) => ({ href, label: t(name), current: name === current }));
  return <TabLinks label={t("label")} links={links} />;
}
