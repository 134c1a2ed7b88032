import { getTranslations } from "next-intl/server";
import { ContactsTabs } from "@/components/contacts/contacts-tabs";
import { FieldsTable } from "@/components/contacts/fields-table";
import { NewFieldForm } from "@/components/contacts/new-field-form";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listFields } from "@/lib/contacts";
import { inTenant } from "@/lib/web/session";
import { addField, removeField, renameField } from "@/app/(dashboard)/contacts/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("contacts.fields"))("title") };
}

export default async function FieldsPage() {
  const [t, fields] = await Promise.all([getTranslations("contacts.fields"), inTenant("contacts", listFields)]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-4">
        <ContactsTabs current="fields" />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_330px]">
          {fields.length > 0 ? (
            <FieldsTable fields={fields} rename={renameField} remove={removeField} />
          ) : (
            <Card>
              <EmptyState title={t("emptyTitle")}>{t("emptyText")}</EmptyState>
            </Card>
          )}
          <NewFieldForm add={addField} />
        </div>
      </div>
    </>
  );
}
