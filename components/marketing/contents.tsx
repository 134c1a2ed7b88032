import { ChartNoAxesColumn, KeyRound, LayoutTemplate, Package, Send, Upload } from "lucide-react";
import { useTranslations } from "next-intl";

const parts = [
  { name: "import", Icon: Upload },
  { name: "editor", Icon: LayoutTemplate },
  { name: "sending", Icon: Send },
  { name: "reports", Icon: ChartNoAxesColumn },
  { name: "consent", Icon: KeyRound },
  { name: "yours", Icon: Package },
] as const;

/** What is in it, in six parts. */
export function Contents() {
  const t = useTranslations("home.contents");
  return (
    <section className="py-11 md:py-16">
      <h2 className="text-26 font-bold">{t("title")}</h2>
      <ul className="mt-7 grid gap-x-12 gap-y-7 md:grid-cols-2 lg:grid-cols-3 lg:gap-y-9">
        {parts.map(({ name, Icon }) => (
          <li key={name}>
            <Icon aria-hidden className="size-5!" />
            <h3 className="mt-3 text-16 font-bold">{t(`${name}.title`)}</h3>
            <p className="mt-0.5 text-15 text-ink-2">{t(`${name}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
