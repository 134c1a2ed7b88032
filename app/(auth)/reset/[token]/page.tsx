import { getTranslations } from "next-intl/server";
import { chooseSecret } from "@/app/(auth)/actions";
import { AuthHeading } from "@/components/accounts/auth-heading";
import { LinkIsOver } from "@/components/accounts/link-is-over";
import { ResetForm } from "@/components/accounts/token-forms";
import { isResetOpen } from "@/lib/accounts";
import { paths } from "@/lib/web/paths";

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("accounts.reset");
  if (!(await isResetOpen(token))) return <LinkIsOver href={paths.forgot()} label={t("again")} />;
  return (
    <>
      <AuthHeading title={t("title")}>{t("lead")}</AuthHeading>
      <ResetForm action={chooseSecret} token={token} />
    </>
  );
}
