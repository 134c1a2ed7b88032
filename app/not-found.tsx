import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Stamp } from "@/components/ui/stamp";

export default async function NotFound() {
  const t = await getTranslations("ui.notFound");
  return (
    <main className="mx-auto grid min-h-dvh max-w-form content-center gap-1 px-5 py-12">
      <Stamp className="mb-4 size-8" />
      <h1 className="text-20 font-bold">{t("title")}</h1>
      <p className="text-ink-2">{t("text")}</p>
      <div className="mt-4">
        <LinkButton href="/">{t("home")}</LinkButton>
      </div>
    </main>
  );
}
