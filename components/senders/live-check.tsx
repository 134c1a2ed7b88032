"use client";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { LiveRegion } from "@/components/ui/live-region";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";

type Times = { checkedAt: string | null; isWaiting: boolean };
type LiveCheckProps = { domainId: string; start: Times; isWell: boolean; look: FormAction };

const WAITING_MS = 1_500;
const ASK_MS = 30_000;

/** When DNS was asked last, and the button to ask now. While the page is open and something is missing it asks by itself. */
export function LiveCheck({ domainId, start, isWell, look }: LiveCheckProps) {
  const t = useTranslations("senders.domain");
  const { dateTime } = useFormatter();
  const isWaiting = useLive(domainId, start, isWell);
  const at = start.checkedAt;
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-2 md:min-h-7.5">
      <ActionForm action={look} done={false} className="contents">
        <input type="hidden" name="domainId" value={domainId} />
        <SubmitButton look="secondary" icon={<RefreshCw aria-hidden />} busy={isWaiting}>
          {t("checkNow")}
        </SubmitButton>
      </ActionForm>
      <p className="figures text-12 text-ink-3">
        {isWaiting ? t("checking") : at ? t("checkedAt", { at: dateTime(new Date(at), "dayTime") }) : t("unchecked")}
      </p>
      <LiveRegion>{isWaiting ? "" : at ? t("spoken", { standing: isWell ? "well" : "missing" }) : ""}</LiveRegion>
    </div>
  );
}

function useLive(domainId: string, start: Times, isWell: boolean): boolean {
  const router = useRouter();
  const [times, setTimes] = useState(start);
  const [known, setKnown] = useState(start);
  // The page was drawn anew: what it says is the latest.
  if (known.checkedAt !== start.checkedAt || known.isWaiting !== start.isWaiting) {
    setKnown(start);
    setTimes(start);
  }
  const read = useEffectEvent(async (method: "GET" | "POST") => {
    if (document.hidden) return;
    const answer = await fetch(paths.sendingDomainLive(domainId), { method }).catch(() => null);
    if (!answer?.ok) return;
    const now = (await answer.json()) as Times;
    if (now.checkedAt !== start.checkedAt) router.refresh();
    setTimes(now);
  });
  const { isWaiting } = times;
  useEffect(() => {
    if (isWell && !isWaiting) return;
    const timer = setInterval(() => void read(isWaiting ? "GET" : "POST"), isWaiting ? WAITING_MS : ASK_MS);
    return () => clearInterval(timer);
  }, [isWaiting, isWell]);
  return isWaiting;
}
