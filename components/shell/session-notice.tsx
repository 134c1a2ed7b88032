"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/web/paths";

type Clock = { secondsLeft: number; canExtend: boolean };

const WARN_SECONDS = 120;
const LONGEST_WAIT_SECONDS = 600; // a laptop that slept has lost count: ask again

/** Warns two minutes before the session ends, and says so when it has ended. What is being written stays where it is. */
export function SessionNotice() {
  const { clock, ask } = useSessionClock();
  const t = useTranslations("shell.session");
  const address = usePathname();
  if (!clock || clock.secondsLeft > WARN_SECONDS) return null;
  const over = clock.secondsLeft <= 0;
  const state = over ? "over" : clock.canExtend ? "idle" : "latest";
  return (
    <div className="fixed inset-x-3 bottom-17 z-40 rounded-2 bg-surface shadow-pop md:inset-x-auto md:right-6 md:bottom-6 md:w-100">
      <Notice
        tone={over ? "danger" : "warn"}
        live
        title={t(`${state}.title`)}
        actions={
          state === "idle" ? (
            <Button size="small" onClick={() => ask("POST")}>
              {t("stay")}
            </Button>
          ) : (
            <LinkButton size="small" href={paths.signIn(address)} target="_blank">
              {t("signIn")}
            </LinkButton>
          )
        }
      >
        {t(`${state}.text`)}
      </Notice>
    </div>
  );
}

function useSessionClock() {
  const [clock, setClock] = useState<Clock | null>(null);
  const ask = useCallback(async (method: "GET" | "POST") => {
    const answer = await fetch(paths.session(), { method }).catch(() => null);
    // Offline is not signed out: nothing is said, and it is asked again.
    const found = answer?.ok ? ((await answer.json()) as Clock) : { secondsLeft: WARN_SECONDS + 60, canExtend: true };
    setClock(found);
  }, []);

  useEffect(() => {
    const wait = clock ? waitFor(clock.secondsLeft) : LONGEST_WAIT_SECONDS;
    const timer = setTimeout(() => void ask("GET"), wait * 1000);
    return () => clearTimeout(timer);
  }, [clock, ask]);

  return { clock, ask };
}

function waitFor(secondsLeft: number): number {
  if (secondsLeft <= 0) return 15; // signed in again in another window: the notice goes
  if (secondsLeft <= WARN_SECONDS) return Math.min(secondsLeft + 1, 15);
  return Math.min(secondsLeft - WARN_SECONDS, LONGEST_WAIT_SECONDS);
}
