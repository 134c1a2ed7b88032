import { getTranslations } from "next-intl/server";
import { confirm } from "@/app/(auth)/actions";
import { AuthHeading } from "@/components/accounts/auth-heading";
import { LinkIsOver } from "@/components/accounts/link-is-over";
import { ConfirmForm } from "@/components/accounts/token-forms";
import { findSignUp } from "@/lib/accounts";
import { orNull } from "@/lib/web/or-null";
import { paths } from "@/lib/web/paths";

export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("accounts.confirm");
  const asked = await orNull(findSignUp(token));
  if (!asked) return <LinkIsOver href={paths.signUp()} label={t("again")} />;
  return (
    <>
      <AuthHeading title={t("title")}>{t("lead", { email: asked.email })}</AuthHeading>
      <ConfirmForm action={confirm} token={token} />
    </>
  );
}
