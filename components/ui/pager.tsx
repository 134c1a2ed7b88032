import { ArrowLeft, ArrowRight } from "lucide-react";
import { Link } from "./link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonLook } from "./button-look";

/** Backwards and forwards through a long list by key, never by counting rows. A missing address is a dead end; one page needs no ways. */
export function Pager({
  newer,
  older,
  children,
}: {
  newer?: string | null;
  older?: string | null;
  children?: ReactNode;
}) {
  const t = useTranslations("ui.pager");
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4 py-2.5">
      <div className="min-w-0 flex-1 text-ink-2">{children}</div>
      {(newer || older) && (
        <nav aria-label={t("label")} className="flex gap-2">
          <Step href={newer} rel="prev">
            <ArrowLeft aria-hidden />
            {t("newer")}
          </Step>
          <Step href={older} rel="next">
            {t("older")}
            <ArrowRight aria-hidden />
          </Step>
        </nav>
      )}
    </div>
  );
}

function Step({ href, rel, children }: { href?: string | null | undefined; rel: string; children: ReactNode }) {
  const look = buttonLook("secondary", "small");
  if (href) {
    return (
      <Link href={href} rel={rel} className={look}>
        {children}
      </Link>
    );
  }
  return (
    <span aria-hidden className={`${look} border-line! bg-sunken! text-ink-3 shadow-none!`}>
      {children}
    </span>
  );
}
