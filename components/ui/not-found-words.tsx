import { useTranslations } from "next-intl";
import { LinkButton } from "./link-button";

/** Nothing lives at an address: why that may be, and a way on. */
export function NotFoundWords({ home }: { home: string }) {
  const t = useTranslations("ui.notFound");
  return (
    <>
      <h1 className="text-20 font-bold">{t("title")}</h1>
      <p className="text-ink-2">{t("text")}</p>
      <div className="mt-4">
        <LinkButton href={home}>{t("home")}</LinkButton>
      </div>
    </>
  );
}
