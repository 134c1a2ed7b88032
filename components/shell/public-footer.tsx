import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { Stamp } from "@/components/ui/stamp";
import { paths } from "@/lib/web/paths";

/** Who offers this installation. */
export type Company = { product: string; name: string; address?: string; support: string };

type PublicFooterProps = {
  company: Company;
  /** True where the page leaves no cookie at all. */
  cookieFree?: boolean;
};

/** Foot of every page: the promise on privacy, and whom to ask. */
export function PublicFooter({ company, cookieFree }: PublicFooterProps) {
  const t = useTranslations("shell.footer");
  const links = [
    { href: paths.privacy(), label: t("privacy") },
    { href: paths.cookies(), label: t("cookies") },
    { href: paths.disclosures(), label: t("disclosures") },
  ];
  return (
    <footer data-print="hide" className="border-t border-line py-6 text-13 text-ink-2">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <span className="flex items-center gap-2">
          <Stamp className="size-5.5" />
          {company.product}
        </span>
        <nav aria-label={t("label")}>
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            {links.map(({ href, label }) => (
              <li key={href}>
                <Link href={href} className="inline-block rounded-1 py-1 hover:text-ink">
                  {label}
                </Link>
              </li>
            ))}
            <li>
              <a href={`mailto:${company.support}`} className="inline-block rounded-1 py-1 hover:text-ink">
                {t("support", { address: company.support })}
              </a>
            </li>
          </ul>
        </nav>
      </div>
      <div className="mt-2 flex flex-wrap justify-between gap-x-6 gap-y-1 text-12 text-ink-3">
        <p>{[company.name, company.address].filter(Boolean).join(", ")}</p>
        <p>{cookieFree ? t("cookieFree") : t("sessionOnly")}</p>
      </div>
    </footer>
  );
}
