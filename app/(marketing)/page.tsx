import { getTranslations } from "next-intl/server";

export default async function Home() {
  const t = await getTranslations("ui");
  return <main>{t("description")}</main>;
}
