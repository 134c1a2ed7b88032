import { getTranslations } from "next-intl/server";
import { AuthHeading } from "@/components/accounts/auth-heading";
import { LinkIsOver } from "@/components/accounts/link-is-over";
import { AgreeForm } from "@/components/senders/agree-form";
import { findSenderLink } from "@/lib/senders";
import { orNull } from "@/lib/web/or-null";
import { paths } from "@/lib/web/paths";
import { agree } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("senders.agree"))("pageTitle") };
}

export default async function SenderPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("senders.agree");
  const asked = await orNull(findSenderLink(token));
  if (!asked) return <LinkIsOver href={paths.home()} label={t("home")} />;
  return (
    <>
      <AuthHeading title={t("title", asked)}>{t("lead", asked)}</AuthHeading>
      <AgreeForm action={agree} token={token} />
    </>
  );
}
