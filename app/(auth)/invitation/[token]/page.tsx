import { getTranslations } from "next-intl/server";
import { joinAsMyself, joinNew } from "@/app/(auth)/actions";
import { AuthHeading } from "@/components/accounts/auth-heading";
import { LinkIsOver } from "@/components/accounts/link-is-over";
import { JoinAsMyselfForm, JoinForm } from "@/components/accounts/token-forms";
import { LinkButton } from "@/components/ui/link-button";
import { findInvitation } from "@/lib/accounts";
import { orNull } from "@/lib/web/or-null";
import { paths } from "@/lib/web/paths";
import { findSession } from "@/lib/web/session";

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("accounts.invitation");
  const invitation = await orNull(findInvitation(token));
  if (!invitation) return <LinkIsOver href={paths.signIn()} label={t("signIn")} />;
  const session = await findSession();
  return (
    <>
      <AuthHeading title={t("title", { account: invitation.accountName })}>
        {t(invitation.isKnown ? "leadKnown" : "leadNew", { email: invitation.email })}
      </AuthHeading>
      {!invitation.isKnown && <JoinForm action={joinNew} token={token} />}
      {invitation.isKnown && session && <JoinAsMyselfForm action={joinAsMyself} token={token} />}
      {invitation.isKnown && !session && (
        <LinkButton look="primary" href={paths.signIn(paths.invitation(token))}>
          {t("signIn")}
        </LinkButton>
      )}
    </>
  );
}
