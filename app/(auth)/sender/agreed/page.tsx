import { getTranslations } from "next-intl/server";
import { AuthHeading } from "@/components/accounts/auth-heading";

export async function generateMetadata() {
  return { title: (await getTranslations("senders.agree"))("doneTitle") };
}

export default async function AgreedPage() {
  const t = await getTranslations("senders.agree");
  return <AuthHeading title={t("doneTitle")}>{t("done")}</AuthHeading>;
}
