"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { Permission } from "@/lib/accounts/schema";
import { paths } from "@/lib/web/paths";
import { placesFor } from "./places";

/** What parts of the frame tell each other: open the search, open the list of keys. */
export const openSearch = "mailee:search";
export const openShortcuts = "mailee:shortcuts";

const CHORD_MS = 1500; // between "g" and the letter of a place

type ShortcutsProps = { permissions: readonly Permission[]; enabled: boolean };

/** Single keys for those who like them, the list of them behind "?", and none at all for whoever switched them off. */
export function Shortcuts({ permissions, enabled }: ShortcutsProps) {
  const t = useTranslations("shell.shortcuts");
  const [open, setOpen] = useState(false);
  useShortcutKeys(enabled, permissions, () => setOpen(true));
  useEffect(() => {
    const show = () => setOpen(true);
    window.addEventListener(openShortcuts, show);
    return () => window.removeEventListener(openShortcuts, show);
  }, []);
  return (
    <Dialog open={open} onOpenChange={setOpen} title={t("title")} description={enabled ? undefined : t("off")}>
      <KeyList permissions={permissions} />
    </Dialog>
  );
}

function KeyList({ permissions }: { permissions: readonly Permission[] }) {
  const t = useTranslations("shell");
  const rows = [
    { keys: ["Ctrl", "K"], label: t("search.open") },
    { keys: ["/"], label: t("search.open") },
    ...(permissions.includes("campaigns") ? [{ keys: ["n"], label: t("newCampaign") }] : []),
    ...placesFor(permissions).map(({ name, letter }) => ({ keys: ["g", letter], label: t(`places.${name}`) })),
    { keys: ["?"], label: t("shortcuts.title") },
  ];
  return (
    <dl>
      {rows.map(({ keys, label }) => (
        <div key={keys.join()} className="flex items-center gap-4 border-t border-line py-1.5 first:border-t-0">
          <dt className="flex-1">{label}</dt>
          <dd className="flex gap-1">
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useShortcutKeys(enabled: boolean, permissions: readonly Permission[], showKeys: () => void) {
  const router = useRouter();
  const chord = useRef(0);
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isBusy(event.target)) return;
      const wasChord = Date.now() - chord.current < CHORD_MS;
      chord.current = 0;
      const place = wasChord ? placesFor(permissions).find(({ letter }) => letter === event.key) : undefined;
      if (place) router.push(place.href);
      else if (event.key === "g") chord.current = Date.now();
      else if (event.key === "n" && permissions.includes("campaigns")) router.push(paths.newCampaign());
      else if (event.key === "/") window.dispatchEvent(new Event(openSearch));
      else if (event.key === "?") showKeys();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}

// Whoever is writing, or answering a question, means the letter.
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]")) return true;
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
