import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { Stamp } from "@/components/ui/stamp";
import { paths } from "@/lib/web/paths";

/** The head of pages that anyone may read. */
export function PublicHeader({ product }: { product: string }) {
  const t = useTranslations("shell");
  return (
    <header className="flex h-15 items-center gap-2 md:h-18">
      <Link href={paths.home()} className="flex items-center gap-2.5 rounded-2">
        <Stamp className="size-7" />
        <span className="text-16 font-bold tracking-tight">{product}</span>
      </Link>
      <div className="ml-auto flex items-center gap-1">
        <LinkButton look="quiet" href={paths.signIn()}>
          {t("signIn")}
        </LinkButton>
        <LinkButton href={paths.signUp()} className="max-md:hidden">
          {t("signUp")}
        </LinkButton>
      </div>
    </header>
  );
}
