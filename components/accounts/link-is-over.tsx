import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { AuthHeading } from "./auth-heading";

/** What a mailed link says that was used, has run out, or was cut in two by a mail program. */
export function LinkIsOver({ href, label }: { href: string; label: string }) {
  const t = useTranslations("accounts.over");
  return (
    <>
      <AuthHeading title={t("title")}>{t("lead")}</AuthHeading>
      <LinkButton look="primary" href={href}>
        {label}
      </LinkButton>
    </>
  );
}
