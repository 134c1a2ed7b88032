import { Clock, Pause, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";

const looks: Record<string, { tone: BadgeTone; icon?: ReactNode }> = {
  draft: { tone: "paused" },
  scheduled: { tone: "plain", icon: <Clock aria-hidden /> },
  held: { tone: "live", icon: <Clock aria-hidden /> },
  sending: { tone: "live", icon: <Send aria-hidden /> },
  paused: { tone: "warn", icon: <Pause aria-hidden /> },
  sent: { tone: "sent" },
  cancelled: { tone: "paused" },
};

/** Where a campaign stands, in a word. */
export function CampaignState({ status }: { status: string }) {
  const t = useTranslations("campaigns.state");
  const look = looks[status] ?? { tone: "paused" };
  return <Badge {...look}>{t.has(status) ? t(status) : status}</Badge>;
}
