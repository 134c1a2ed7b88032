import { Building2, LogOut, ShieldCheck, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import type { ActionState } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";
import type { ShellProps } from "./app-shell";
import { ClosingLink } from "./closing-link";
import { ShortcutsItem } from "./shortcuts-item";
import { placesFor } from "./places";

export const accountMenuId = "account-menu";

/** The server action that ends the session. */
export type SignOut = (previous: ActionState, form: FormData) => Promise<ActionState>;

const item = "flex min-h-10 w-full items-center gap-2.5 rounded-2 px-2.5 text-left hover:bg-hover md:min-h-8";

/** Who one is, what does not fit the bar of a phone, and the way out. The browser opens and closes it: no script. */
export function AccountMenu({
  account,
  member,
  permissions,
  hasOthers,
  signOut,
}: Omit<ShellProps, "mailbox" | "company">) {
  const t = useTranslations("shell");
  const more = placesFor(permissions).filter(({ thumb }) => !thumb);
  return (
    <div
      id={accountMenuId}
      popover="auto"
      className="inset-x-3 top-auto bottom-17 m-0 w-auto rounded-3 bg-surface p-1 text-ink shadow-pop md:inset-auto md:top-14.5 md:left-2.5 md:w-64"
    >
      <div className="px-2.5 py-2">
        <p className="truncate font-strong">{member.name}</p>
        <p className="truncate text-12 text-ink-3">{member.email}</p>
        <p className="mt-1 truncate text-12 text-ink-2">{account.name}</p>
      </div>
      <ul className="border-t border-line py-1 md:hidden">
        {more.map(({ name, href, Icon }) => (
          <li key={name}>
            <ClosingLink href={href} className={item}>
              <Icon aria-hidden />
              {t(`places.${name}`)}
            </ClosingLink>
          </li>
        ))}
      </ul>
      <ul className="border-t border-line py-1">
        {hasOthers && (
          <li>
            <ClosingLink href={paths.ownAccounts()} className={item}>
              <Building2 aria-hidden />
              {t("otherAccounts")}
            </ClosingLink>
          </li>
        )}
        <li>
          <ClosingLink href={paths.profile()} className={item}>
            <UserRound aria-hidden />
            {t("profile")}
          </ClosingLink>
        </li>
        <li className="max-md:hidden">
          <ShortcutsItem className={item} />
        </li>
        <li>
          <ClosingLink href={paths.privacy()} className={item}>
            <ShieldCheck aria-hidden />
            {t("privacy")}
          </ClosingLink>
        </li>
      </ul>
      <ActionForm action={signOut} done={false} className="border-t border-line pt-1">
        <button type="submit" className={item}>
          <LogOut aria-hidden />
          {t("signOut")}
        </button>
      </ActionForm>
    </div>
  );
}
