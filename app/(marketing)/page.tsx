import { ArrowRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Contents } from "@/components/marketing/contents";
import { Promises } from "@/components/marketing/promises";
import { Receipt } from "@/components/marketing/receipt";
import { LinkButton } from "@/components/ui/link-button";
import { companyWords } from "@/lib/web/company";
import { paths } from "@/lib/web/paths";

export async function generateMetadata() {
  const t = await getTranslations("home");
  return { title: { absolute: t("pageTitle", { product: companyWords().product }) }, description: t("lead") };
}

export default async function Home() {
  const t = await getTranslations("home");
  return (
    <>
      <section className="grid items-center gap-10 py-9 md:py-16 lg:grid-cols-[minmax(0,1fr)_410px] lg:gap-18">
        <div>
          <h1 className="text-[2.625rem] leading-11 font-bold tracking-[-0.042em] text-balance md:text-60 md:leading-[3.875rem]">
            {t("claim.first")}
            <br />
            {t("claim.second")}
          </h1>
          <p className="mt-5 mb-6 max-w-[50ch] text-16 text-ink-2 md:text-18">{t("lead")}</p>
          <div className="flex flex-col gap-2 md:flex-row">
            <LinkButton href={paths.signUp()} look="primary" size="large">
              {t("begin")}
              <ArrowRight aria-hidden />
            </LinkButton>
            <LinkButton href={paths.privacy()} look="quiet" size="large">
              {t("read")}
            </LinkButton>
          </div>
        </div>
        <Receipt />
      </section>
      <Promises />
      <Contents />
      <section className="grid gap-3 border-t border-line py-9 md:py-11 lg:grid-cols-[1fr_2fr] lg:gap-12">
        <h2 className="text-26 font-bold">{t("not.title")}</h2>
        <p className="max-w-[62ch] text-16 text-ink-2">{t("not.text")}</p>
      </section>
    </>
  );
}
