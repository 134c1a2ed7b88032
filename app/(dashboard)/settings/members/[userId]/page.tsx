import { getTranslations } from "next-intl/server";
import { MemberForm } from "@/components/accounts/member-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { getMember } from "@/lib/accounts";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { remove, savePermissions } from "@/app/(dashboard)/settings/members/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("accounts.members"))("title") };
}

export default async function MemberPage({ params }: { params: Promise<{ userId: string }> }) {
  const { userId } = await params;
  const [member, t] = await Promise.all([
    inTenant("administration", (tenant) => getMember(tenant, userId)),
    getTranslations("accounts.members"),
  ]);
  return (
    <div className="grid gap-4">
      <Breadcrumb places={[{ label: t("back"), href: paths.members() }, { label: member.name }]} />
      <h2 className="text-16 font-bold wrap-anywhere">
        {member.name} <span className="block text-13 font-normal text-ink-2">{member.email}</span>
      </h2>
      <MemberForm member={member} save={savePermissions} remove={remove} />
    </div>
  );
}
