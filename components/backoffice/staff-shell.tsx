import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Link } from "@/components/ui/link";
import { Stamp } from "@/components/ui/stamp";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";

/** The frame of the back-office: another house than the dashboard, and it looks like one. */
export function StaffShell({ name, signOut, children }: { name: string; signOut: FormAction; children: ReactNode }) {
  const t = useTranslations("backoffice");
  return (
    <div className="min-h-dvh">
      <header className="border-b border-line bg-sunken" data-print="hide">
        <div className="mx-auto flex min-h-13 max-w-page flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 md:px-8">
          <span className="flex items-center gap-2.5 font-bold">
            <Stamp />
            {t("title")}
          </span>
          <nav aria-label={t("shell.main")}>
            <Link href={paths.admin()} className="link">
              {t("shell.accounts")}
            </Link>
          </nav>
          <span className="ml-auto truncate text-12 text-ink-2">{t("shell.signedIn", { name })}</span>
          <ActionForm action={signOut} done={false} className="contents">
            <SubmitButton look="quiet" size="small" icon={<LogOut aria-hidden />}>
              {t("shell.signOut")}
            </SubmitButton>
          </ActionForm>
        </div>
      </header>
      <main id="content" className="mx-auto max-w-page px-4 pt-5 pb-10 md:px-8 md:pt-7">
        {children}
      </main>
    </div>
  );
}
