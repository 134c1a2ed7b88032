import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { askForReset } from "@/app/(auth)/actions";
import { AuthHeading } from "@/components/accounts/auth-heading";
import { ForgotForm } from "@/components/accounts/forgot-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts.forgot"))("title") };
}

export default async function ForgotPage() {
  const t = await getTranslations("accounts.forgot");
  return (
    <>
      <AuthHeading title={t("title")}>{t("lead")}</AuthHeading>
      <ForgotForm action={askForReset} />
    </>
  );
}
