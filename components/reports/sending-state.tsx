import { Clock, Pause, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";

const looks: Record<string, { tone: BadgeTone; icon?: ReactNode }> = {
  scheduled: { tone: "plain", icon: <Clock aria-hidden /> },
  sending: { tone: "live", icon: <Send aria-hidden /> },
  paused: { tone: "warn", icon: <Pause aria-hidden /> },
  sent: { tone: "sent" },
  cancelled: { tone: "paused" },
};

/** Where a sending stands, in a word. */
export function SendingState({ status }: { status: string }) {
  const t = useTranslations("sending.state");
  return <Badge {...(looks[status] ?? { tone: "paused" })}>{t.has(status) ? t(status) : status}</Badge>;
}
