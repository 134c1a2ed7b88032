import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";

/** What an author may type, each with what it does. Code, the same in every language. */
const examples = {
  fallback: '{{ first_name | default: "reader" }}',
  change: "{{ city | upcase }}",
  date: '{{ joined | date: "%d/%m/%Y" }}',
  filled: "{% if city %} … {% endif %}",
  compared: '{% if tier == "gold" %} … {% elsif orders > 10 %} … {% else %} … {% endif %}',
  joined: '{% if city == "Recife" and member %} … {% endif %}',
} as const;

/** How to say something else to each reader: closed until it is asked for. */
export function MergeGuide() {
  const t = useTranslations("campaigns.guide");
  return (
    <details className="mt-4 border-t border-line pt-3 text-13">
      <summary className="cursor-pointer font-medium text-ink-2 hover:text-ink">{t("title")}</summary>
      <p className="mt-2 max-w-prose text-12 text-ink-3">{t("text")}</p>
      <dl className="mt-3 grid gap-3">
        {(Object.keys(examples) as (keyof typeof examples)[]).map((name) => (
          <div key={name} className="grid gap-1">
            <dt className="text-12 text-ink-3">{t(name)}</dt>
            <dd className="flex items-start gap-2">
              <code className="min-w-0 flex-1 rounded-1 bg-sunken px-2 py-1 font-mono text-12 break-words">
                {examples[name]}
              </code>
              <CopyButton text={examples[name]} label={t("copy", { what: t(name) })} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
