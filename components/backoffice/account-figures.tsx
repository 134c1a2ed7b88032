import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Stat, Stats } from "@/components/ui/stat";
import { COMPLAINT_ALARM, type Client } from "@/lib/backoffice/schema";
import { Share } from "./share";

/** What an account is and did, in totals. */
export function AccountFigures({ client }: { client: Client }) {
  const t = useTranslations("backoffice.account");
  const format = useFormatter();
  const { sent, bounced, complaints, unsubscribes } = client.figures;
  return (
    <Card>
      <Stats>
        <Stat label={t("sent")} value={format.number(sent)} note={t("figures")} />
        <Stat
          label={t("bounced")}
          value={format.number(bounced)}
          note={<Share count={bounced} of={sent + bounced} />}
        />
        <Stat
          label={t("complaints")}
          value={format.number(complaints)}
          note={<Share count={complaints} of={sent} alarm={COMPLAINT_ALARM} />}
        />
        <Stat
          label={t("unsubscribes")}
          value={format.number(unsubscribes)}
          note={<Share count={unsubscribes} of={sent} />}
        />
        <Stat label={t("contacts")} value={format.number(client.contacts)} />
        <Stat label={t("credits")} value={format.number(client.credits)} />
      </Stats>
    </Card>
  );
}
