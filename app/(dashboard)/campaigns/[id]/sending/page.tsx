import { LiveSending } from "@/components/reports/live-sending";
import { readSending } from "@/lib/reports";
import { idOf } from "@/lib/web/id-params";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { cancel, pause, reschedule, resend, resume, undo } from "./actions";

export default async function SendingPage({ params }: { params: Promise<unknown> }) {
  const id = await idOf(params);
  const { sending, mayAct, zone } = await inTenant(["campaigns", "reports"], async (tenant, { account }) => ({
    sending: await readSending(tenant, id),
    zone: account.timeZone,
    mayAct: account.permissions.includes("campaigns"),
  }));
  return (
    <LiveSending
      start={sending}
      live={paths.campaignLive(id)}
      actions={{ undo, reschedule, pause, resume, cancel, resend }}
      zone={zone}
      mayAct={mayAct}
    />
  );
}
