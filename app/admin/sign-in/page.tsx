import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { signIn } from "@/app/admin/actions";
import { AuthHeading } from "@/components/accounts/auth-heading";
import { CookiesOff } from "@/components/accounts/cookies-off";
import { SignInForm } from "@/components/accounts/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { Stamp } from "@/components/ui/stamp";
import { companyWords } from "@/lib/web/company";
import { paths, safeNext } from "@/lib/web/paths";
import { findStaffSession } from "@/lib/web/session";

const Query = z.object({
  next: z.string().max(2_000).optional().catch(undefined),
  signed: z.literal("1").optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations("backoffice.signIn"))("title"), robots: { index: false } };
}

export default async function StaffSignInPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { next, signed } = Query.parse(await searchParams);
  if (await findStaffSession()) redirect(safeNext(next, paths.admin()));
  const t = await getTranslations("backoffice.signIn");
  return (
    <main id="content" className="mx-auto w-full max-w-96 px-5 py-12 md:py-20">
      <Stamp className="mb-5 size-8" />
      <AuthHeading title={t("title")}>{t("lead", { company: companyWords().name })}</AuthHeading>
      {next && !signed && <Notice className="mb-5">{t("again")}</Notice>}
      <CookiesOff refused={signed === "1"} />
      <SignInForm action={signIn} next={next} />
      <p className="mt-6 border-t border-line pt-5 text-12 text-ink-3">{t("cookie")}</p>
    </main>
  );
}
