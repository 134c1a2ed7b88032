import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { signIn } from "@/app/(auth)/actions";
import { AuthHeading } from "@/components/accounts/auth-heading";
import { CookiesOff } from "@/components/accounts/cookies-off";
import { SignInForm } from "@/components/accounts/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { paths, safeNext } from "@/lib/web/paths";
import { findSession } from "@/lib/web/session";

const Query = z.object({
  next: z.string().max(2_000).optional().catch(undefined),
  signed: z.literal("1").optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts.signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { next, signed } = Query.parse(await searchParams);
  if (await findSession()) redirect(safeNext(next));
  const t = await getTranslations("accounts.signIn");
  return (
    <>
      <AuthHeading title={t("title")} />
      {next && !signed && <Notice className="mb-5">{t("again")}</Notice>}
      <CookiesOff refused={signed === "1"} />
      <SignInForm action={signIn} next={next} />
      <p className="mt-6 border-t border-line pt-5 text-13 text-ink-2">
        {t("noAccount")}{" "}
        <Link href={paths.signUp()} className="link">
          {t("signUp")}
        </Link>
      </p>
      <p className="mt-3 text-12 text-ink-3">{t("cookie")}</p>
    </>
  );
}
