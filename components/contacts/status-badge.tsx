import { Ban, Eye, Hourglass, Minus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { Standing } from "@/lib/contacts/schema";

const looks: Record<Standing, { tone: BadgeTone; icon?: ReactNode }> = {
  awaiting: { tone: "plain", icon: <Hourglass aria-hidden /> },
  under_review: { tone: "clicked", icon: <Eye aria-hidden /> },
  unknown: { tone: "paused" },
  valid: { tone: "sent" },
  confirmed: { tone: "opened" },
  soft_bounced: { tone: "bounced" },
  invalid: { tone: "complained", icon: <X aria-hidden /> },
  suppressed: { tone: "paused", icon: <Ban aria-hidden /> },
  unsubscribed: { tone: "unsubscribed", icon: <Minus aria-hidden /> },
  left: { tone: "unsubscribed", icon: <Minus aria-hidden /> },
};

/** Where a contact stands, in a word; of soft bounces also which of the three it is. */
export function StatusBadge({ standing, softBounces = 0 }: { standing: Standing; softBounces?: number }) {
  const t = useTranslations("contacts");
  const counted = standing === "soft_bounced" && softBounces > 0;
  return (
    <Badge {...looks[standing]}>{counted ? t("softBounced", { count: softBounces }) : t(`status.${standing}`)}</Badge>
  );
}
