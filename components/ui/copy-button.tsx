"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { IconButton } from "./icon-button";
import { LiveRegion } from "./live-region";

const SHOWN_MS = 2_000;
const never = () => () => {};

/** Puts a text into the clipboard and says so. `label` names what is copied. Without script there is nothing to press. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useTranslations("ui.copy");
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  return (
    <span className={isReady ? "contents" : "invisible"}>
      <IconButton
        size="small"
        label={state === "idle" ? label : t(state)}
        icon={state === "copied" ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
        onClick={copy}
      />
      <LiveRegion>{state === "idle" ? "" : t(state)}</LiveRegion>
    </span>
  );
}
