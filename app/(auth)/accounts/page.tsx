import { getTranslations } from "next-intl/server";
import { enter, signOut } from "@/app/(auth)/actions";
import { AuthHeading } from "@/components/accounts/auth-heading";
import { OwnAccounts } from "@/components/accounts/own-accounts";
import { ActionForm } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { requirePerson } from "@/lib/web/session";

export async function generateMetadata() {
  return { title: (await getTranslations("accounts.own"))("title") };
}

export default async function OwnAccountsPage() {
  const [{ user, account, accounts }, t] = await Promise.all([requirePerson(), getTranslations("accounts.own")]);
  return (
    <>
      <AuthHeading title={t("title")}>{t(accounts.length > 0 ? "lead" : "none", { email: user.email })}</AuthHeading>
      <OwnAccounts accounts={accounts} current={account?.id} enter={enter} />
      <ActionForm action={signOut} done={false} className="mt-6">
        <SubmitButton look="secondary">{t("signOut")}</SubmitButton>
      </ActionForm>
    </>
  );
}
