import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/web/session";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [{ account }, t] = await Promise.all([requireSession(), getTranslations("settings")]);
  return (
    <>
      <PageHeader title={t("title")} />
      <SettingsTabs permissions={account.permissions} />
      <div className="max-w-180 pt-6">{children}</div>
    </>
  );
}
