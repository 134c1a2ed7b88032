import { CircleAlert, CircleCheck, CircleHelp, Clock, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { DomainState, Standing } from "@/lib/senders/schema";

const marks = {
  good: { tone: "ok", Icon: CircleCheck },
  advice: { tone: "warn", Icon: TriangleAlert },
  bad: { tone: "bad", Icon: CircleAlert },
  unknown: { tone: "plain", Icon: CircleHelp },
  missing: { tone: "plain", Icon: Clock },
  unchecked: { tone: "plain", Icon: Clock },
} as const;

/** How a record stands, in a word. */
export function StandingBadge({ standing }: { standing: Standing | "missing" | "unchecked" }) {
  const t = useTranslations("senders.standing");
  const { tone, Icon } = marks[standing];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {t(standing)}
    </Badge>
  );
}

const states = {
  waiting: { tone: "plain", Icon: Clock },
  verified: { tone: "ok", Icon: CircleCheck },
  broken: { tone: "bad", Icon: CircleAlert },
} as const;

/** How a domain stands, in a word. */
export function DomainStateBadge({ state }: { state: DomainState }) {
  const t = useTranslations("senders.state");
  const { tone, Icon } = states[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {t(state)}
    </Badge>
  );
}
