import { ChevronRight } from "lucide-react";
import { Link } from "./link";
import { useTranslations } from "next-intl";
import { Fragment } from "react";

type Place = { label: string; href?: string };

/** The way to this page; the last place is the page itself. */
export function Breadcrumb({ places }: { places: readonly Place[] }) {
  const t = useTranslations("ui");
  return (
    <nav aria-label={t("breadcrumb")} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-ink-3">
        {places.map(({ label, href }, index) => (
          <Fragment key={label}>
            {index > 0 && (
              <li aria-hidden>
                <ChevronRight className="size-3.5!" />
              </li>
            )}
            <li className={href ? "max-w-2/5 shrink-0 truncate" : "min-w-0 truncate"}>
              {href ? (
                <Link href={href} className="rounded-1 hover:text-ink">
                  {label}
                </Link>
              ) : (
                <span aria-current="page" className="font-strong text-ink">
                  {label}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
