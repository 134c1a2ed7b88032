import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ContactsTabs } from "@/components/contacts/contacts-tabs";
import { SuppressForm } from "@/components/contacts/suppress-form";
import { SuppressionsCard } from "@/components/contacts/suppressions-card";
import { PageHeader } from "@/components/ui/page-header";
import { listSuppressions } from "@/lib/contacts";
import { inTenant } from "@/lib/web/session";
import { lift, suppress } from "@/app/(dashboard)/contacts/actions";

const Query = z.object({ q: z.string().trim().max(320).optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations("contacts.suppressed"))("title") };
}

export default async function SuppressedPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { q } = Query.parse(await searchParams);
  const [t, rows] = await Promise.all([
    getTranslations("contacts.suppressed"),
    inTenant("contacts", (tenant) => listSuppressions(tenant, q ? { email: q } : {})),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-4">
        <ContactsTabs current="suppressed" />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_330px]">
          <SuppressionsCard rows={rows} asked={q ?? ""} lift={lift} />
          <SuppressForm suppress={suppress} />
        </div>
      </div>
    </>
  );
}
