"use client";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useState } from "react";
import { classes } from "@/components/ui/classes";
import { Kbd } from "@/components/ui/kbd";
import { openSearch } from "./shortcuts";
import type { Permission } from "@/lib/accounts/schema";

// Fetched when it is first opened: most pages never need it.
const CommandPalette = lazy(() => import("./command-palette"));

/** Opens the place to go anywhere and find anyone; so does Ctrl or Command with K. */
export function SearchButton({ permissions, small }: { permissions: readonly Permission[]; small?: boolean }) {
  const t = useTranslations("shell.search");
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);

  useEffect(() => {
    // Both forms of the button are on the page; the one that can be seen answers.
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      if (isWide() === Boolean(small)) return;
      event.preventDefault();
      setWanted(true);
      setOpen((was) => !was);
    };
    const onAsked = () => {
      if (isWide() === Boolean(small)) return;
      setWanted(true);
      setOpen(true);
    };
    window.addEventListener("keydown", onKey);
    window.addEventListener(openSearch, onAsked);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener(openSearch, onAsked);
    };
  }, [small]);

  return (
    <>
      <button
        type="button"
        aria-label={small ? t("open") : undefined}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
        className={classes(
          small
            ? "ml-auto grid size-10 place-items-center rounded-2 text-ink-2 hover:bg-hover md:hidden [&_svg]:size-5"
            : "mb-2 flex h-7.5 w-full items-center gap-2 rounded-2 border border-line-2 bg-surface pr-1.5 pl-2.25 text-ink-3 hover:border-line-3",
        )}
      >
        <Search aria-hidden className={small ? undefined : "size-3.5!"} />
        {!small && (
          <>
            <span className="min-w-0 flex-1 truncate text-left">{t("label")}</span>
            <span aria-hidden>
              <Kbd>Ctrl K</Kbd>
            </span>
          </>
        )}
      </button>
      {wanted && (
        <Suspense fallback={null}>
          <CommandPalette open={open} onOpenChange={setOpen} permissions={permissions} />
        </Suspense>
      )}
    </>
  );
}

const isWide = () => window.matchMedia("(min-width: 47.5625rem)").matches;
