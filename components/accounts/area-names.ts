import { useTranslations } from "next-intl";
import { Permission } from "@/lib/accounts/schema";

/** The areas of a member in words: "Everything", or their names in the usual order. */
export function useAreaNames() {
  const t = useTranslations("accounts");
  return (held: readonly string[]) => {
    const areas = Permission.options.filter((area) => held.includes(area));
    if (areas.length === Permission.options.length) return t("members.all");
    return areas.map((area) => t(`permission.${area}`)).join(", ");
  };
}
