import { getTranslations } from "next-intl/server";
import { ProfileForm } from "@/components/settings/profile-form";
import { requireSession } from "@/lib/web/session";
import { saveProfile } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("profile.title") };
}

export default async function ProfilePage() {
  const { user } = await requireSession();
  return <ProfileForm profile={user} email={user.email} save={saveProfile} />;
}
