import { getTranslations } from "next-intl/server";
import { ParticularsForm } from "@/components/settings/particulars-form";
import { getParticulars } from "@/lib/accounts";
import { inTenant } from "@/lib/web/session";
import { saveParticulars } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("account.title") };
}

export default async function AccountPage() {
  const particulars = await inTenant("administration", getParticulars);
  return <ParticularsForm particulars={particulars} save={saveParticulars} />;
}
