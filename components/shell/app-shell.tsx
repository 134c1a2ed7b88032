import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Permission } from "@/lib/accounts/schema";
import { AccountMenu, type SignOut } from "./account-menu";
import { MainNavigation } from "./main-navigation";
import { PublicFooter, type Company } from "./public-footer";
import { PhoneBar } from "./phone-bar";
import { SandboxStrip } from "./sandbox-strip";
import { SessionNotice } from "./session-notice";
import { Shortcuts } from "./shortcuts";
import { TopBar } from "./top-bar";

export type ShellProps = {
  account: { name: string };
  member: { name: string; email: string; shortcuts: boolean };
  permissions: readonly Permission[];
  /** True for a member of several accounts. */
  hasOthers: boolean;
  /** Address of the sandbox mailbox while nothing leaves this machine. */
  mailbox?: string | undefined;
  company: Company;
  signOut: SignOut;
};

/** The frame of the dashboard: places to the left, or at the foot of a phone; the page in the middle. */
export function AppShell({ children, notice, ...shell }: ShellProps & { notice?: ReactNode; children: ReactNode }) {
  const t = useTranslations("shell");
  const { account, member, permissions, hasOthers, mailbox, company, signOut } = shell;
  return (
    <>
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-2 bg-ink px-3 py-2 font-medium text-ink-inv focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] pb-15.5 md:grid-cols-[228px_minmax(0,1fr)] md:pb-0">
        <MainNavigation account={account} member={member} permissions={permissions} />
        <div className="flex min-w-0 flex-col">
          {mailbox && <SandboxStrip mailbox={mailbox} />}
          <TopBar permissions={permissions} />
          {notice}
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-page flex-1 px-4 pt-5 pb-7 outline-none md:px-8 md:pt-7 md:pb-10"
          >
            {children}
          </main>
          <div className="mx-auto w-full max-w-page px-4 md:px-8">
            <PublicFooter company={company} />
          </div>
        </div>
        <SessionNotice />
        <Shortcuts permissions={permissions} enabled={member.shortcuts} />
        <PhoneBar permissions={permissions} />
        <AccountMenu {...{ account, member, permissions, hasOthers, signOut }} />
      </div>
    </>
  );
}
