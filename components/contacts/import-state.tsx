import { Check, Clock, RotateCcw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ImportStatus } from "@/lib/contacts/schema";

const looks: Record<ImportStatus, { tone: BadgeTone; icon?: ReactNode }> = {
  uploaded: { tone: "plain", icon: <Clock aria-hidden /> },
  checking: { tone: "live" },
  checked: { tone: "next", icon: <Check aria-hidden /> },
  queued: { tone: "live", icon: <Clock aria-hidden /> },
  running: { tone: "live" },
  done: { tone: "ok", icon: <Check aria-hidden /> },
  cancelled: { tone: "paused" },
  failed: { tone: "bad", icon: <X aria-hidden /> },
  undoing: { tone: "live", icon: <RotateCcw aria-hidden /> },
  undone: { tone: "paused", icon: <RotateCcw aria-hidden /> },
};

/** Where an import stands, in a word. */
export function ImportState({ status }: { status: ImportStatus }) {
  const t = useTranslations("imports.status");
  return <Badge {...looks[status]}>{t(status)}</Badge>;
}
