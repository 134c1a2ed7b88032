import { getTranslations } from "next-intl/server";
import { ChangePasswordForm } from "@/components/accounts/change-password-form";
import { SessionsCard } from "@/components/accounts/sessions-card";
import { describeAgent, listSessions } from "@/lib/accounts";
import { requireSession } from "@/lib/web/session";
import { change, end, endOthers } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("accounts.security"))("title") };
}

export default async function SecurityPage() {
  const { id, user } = await requireSession();
  const now = new Date();
  const open = await listSessions(user.id, now);
  const [here, others] = [open.filter((session) => session.id === id), open.filter((session) => session.id !== id)];
  const sessions = [...here, ...others].map(({ agent, ...session }) => ({ ...session, ...describeAgent(agent) }));
  return (
    <div className="grid gap-4">
      <ChangePasswordForm change={change} email={user.email} />
      <SessionsCard sessions={sessions} here={id} now={now} end={end} endOthers={endOthers} />
    </div>
  );
}
