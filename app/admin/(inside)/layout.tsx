import type { ReactNode } from "react";
import { signOut } from "@/app/admin/actions";
import { StaffShell } from "@/components/backoffice/staff-shell";
import { requireStaffSession } from "@/lib/web/session";

export const metadata = { robots: { index: false } };

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const { user } = await requireStaffSession();
  return (
    <StaffShell name={user.name} signOut={signOut}>
      {children}
    </StaffShell>
  );
}
