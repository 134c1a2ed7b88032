import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ContactsTabs } from "@/components/contacts/contacts-tabs";
import { ImportsTable } from "@/components/contacts/imports-table";
import { PasteForm } from "@/components/contacts/paste-form";
import { UploadForm } from "@/components/contacts/upload-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { listImports } from "@/lib/contacts";
import { inTenant } from "@/lib/web/session";

const Query = z.object({
  list: z.uuid().optional().catch(undefined),
  refused: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional()
    .catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations("imports"))("title") };
}

export default async function ImportsPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { list, refused } = Query.parse(await searchParams);
  const [t, imports] = await Promise.all([getTranslations("imports"), inTenant("contacts", listImports)]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-4">
        <ContactsTabs current="imports" />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Card title={t("upload.title")} padded>
            <UploadForm list={list} refused={refused} />
          </Card>
          <Card title={t("paste.title")} padded>
            <PasteForm list={list} />
          </Card>
        </div>
        {imports.length > 0 && <ImportsTable imports={imports} />}
      </div>
    </>
  );
}
