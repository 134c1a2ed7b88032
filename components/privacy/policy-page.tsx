import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/web/paths";
import type { Policy } from "@/lib/privacy/schema";
import { CookieTable, type KnownCookie } from "./cookie-table";
import { PolicyContents, PolicySections } from "./policy-text";

type PolicyPageProps = {
  policy: Policy;
  inForce: number;
  versions: Omit<Policy, "text">[];
  cookies: KnownCookie[];
};

/** The policy, its contents, our cookies, and the way to every other version. */
export function PolicyPage({ policy, inForce, versions, cookies }: PolicyPageProps) {
  const t = useTranslations("privacy");
  const format = useFormatter();
  const day = (date: Date) => format.dateTime(date, { dateStyle: "long", timeZone: "UTC" });
  return (
    <div className="mx-auto grid w-full max-w-248 gap-x-14 px-5 py-12 md:grid-cols-[14rem_minmax(0,1fr)]">
      <header className="md:col-start-2">
        <h1 className="text-34 font-strong tracking-tight">{t("title")}</h1>
        <p className="mt-2 text-14 text-ink-3">
          {t("version", { version: policy.version, date: day(policy.effectiveOn) })}
        </p>
        {policy.version !== inForce && (
          <Notice tone="info" className="mt-4">
            <Link href={paths.privacy()} className="underline">
              {t("older", { version: inForce })}
            </Link>
          </Notice>
        )}
      </header>
      <div className="mt-8 md:row-start-2">
        <div className="md:sticky md:top-8">
          <PolicyContents text={policy.text} label={t("contents")} />
        </div>
      </div>
      <article className="max-w-160 md:col-start-2">
        <PolicySections text={policy.text} />
        <CookieTable cookies={cookies} />
        <section aria-labelledby="versions" className="mt-9 border-t border-line pt-6">
          <h2 id="versions" className="text-14 font-strong">
            {t("versions")}
          </h2>
          <ul className="mt-2 grid gap-1 text-14">
            {versions.map(({ version, effectiveOn, kind }) => (
              <li key={version} className="flex flex-wrap gap-x-3 text-ink-3">
                <Link href={paths.privacyVersion(version)} className="py-0.5 text-ink underline">
                  {t("versionLink", { version })}
                </Link>
                <span>{day(effectiveOn)}</span>
                <span>{kind === "minor" ? t("minor") : t("significant")}</span>
              </li>
            ))}
          </ul>
          <p className="mt-4 text-12 text-ink-3">{t("hash")}</p>
          <p className="font-mono text-12 break-all text-ink-2">{policy.hash}</p>
        </section>
      </article>
    </div>
  );
}
