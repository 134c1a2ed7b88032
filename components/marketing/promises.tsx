import { Check } from "lucide-react";
import { useTranslations } from "next-intl";

const promises = ["lost", "twice", "consent", "cookie"] as const;

/** The four promises, each with the test that holds it. */
export function Promises() {
  const t = useTranslations("home.promises");
  return (
    <section aria-label={t("label")} className="grid border-t border-b border-t-ink border-b-line lg:grid-cols-4">
      {promises.map((name) => (
        <div
          key={name}
          className="flex flex-col border-line py-5 not-first:border-t lg:py-6 lg:pr-6 lg:not-first:border-t-0 lg:not-first:border-l lg:not-first:pl-6"
        >
          <h2 className="text-18 leading-6 font-bold tracking-tight">{t(`${name}.title`)}</h2>
          <p className="mt-2 mb-4 text-15 text-ink-2">{t(`${name}.text`)}</p>
          <p className="mt-auto flex gap-2 text-13 text-ink-3">
            <Check aria-hidden className="mt-1 size-3.5!" />
            {t(`${name}.proof`)}
          </p>
        </div>
      ))}
    </section>
  );
}
