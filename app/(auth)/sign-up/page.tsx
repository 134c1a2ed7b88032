import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { getTranslations } from "next-intl/server";
import { askForAccount } from "@/app/(auth)/actions";
import { AuthHeading } from "@/components/accounts/auth-heading";
import { SignUpForm } from "@/components/accounts/sign-up-form";
import { paths } from "@/lib/web/paths";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts.signUp"))("title") };
}

export default async function SignUpPage() {
  const t = await getTranslations("accounts.signUp");
  return (
    <>
      <AuthHeading title={t("title")}>{t("lead")}</AuthHeading>
      <SignUpForm action={askForAccount} />
      <p className="mt-5 text-12 text-ink-3">
        {t.rich("privacy", {
          policy: (words) => (
            <Link href={paths.privacy()} className="link">
              {words}
            </Link>
          ),
        })}
      </p>
      <p className="mt-6 border-t border-line pt-5 text-13 text-ink-2">
        {t("haveOne")}{" "}
        <Link href={paths.signIn()} className="link">
          {t("signIn")}
        </Link>
      </p>
    </>
  );
}
