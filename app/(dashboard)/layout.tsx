import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { SuspendedNotice } from "@/components/shell/suspended-notice";
import { env, isSandbox } from "@/lib/platform/env";
import { companyWords } from "@/lib/web/company";
import { requireSession } from "@/lib/web/session";
import { signOut } from "@/app/(auth)/actions";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { account, accounts, user } = await requireSession();
  const company = companyWords();
  return (
    <AppShell
      notice={
        account.status === "suspended" && (
          <SuspendedNotice reason={account.suspendedReason ?? ""} support={company.support} />
        )
      }
      account={account}
      member={user}
      permissions={account.permissions}
      hasOthers={accounts.length > 1}
      mailbox={isSandbox() ? env().MAILBOX_URL : undefined}
      company={company}
      signOut={signOut}
    >
      {children}
    </AppShell>
  );
}
