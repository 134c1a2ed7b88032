"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Permission } from "@/lib/accounts/schema";
import { useEntries, type Entry, type EntryGroup } from "./palette-entries";

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void; permissions: readonly Permission[] };

/** Go anywhere, begin anything, find anyone, without leaving the keyboard. */
export default function CommandPalette({ open, onOpenChange, permissions }: PaletteProps) {
  const t = useTranslations("shell.search");
  const router = useRouter();
  const [text, setText] = useState("");
  const { groups, looking } = useEntries(text, permissions);
  const follow = ({ href }: Entry) => {
    onOpenChange(false);
    setText("");
    router.push(href);
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Dialog.Popup
          aria-label={t("open")}
          className="fixed inset-x-3 top-3 z-50 flex max-h-[72dvh] flex-col overflow-hidden rounded-3 bg-surface shadow-pop md:inset-x-auto md:top-[14dvh] md:left-1/2 md:w-140 md:-translate-x-1/2"
        >
          <Autocomplete.Root
            open
            inline
            mode="none"
            items={groups}
            value={text}
            onValueChange={setText}
            itemToStringValue={(entry: Entry) => entry.label}
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden className="text-ink-3" />
              <Autocomplete.Input
                aria-label={t("label")}
                placeholder={t("hint")}
                className="h-12 min-w-0 flex-1 bg-transparent text-16 outline-none md:text-14"
              />
              <Dialog.Close className="sr-only focus:not-sr-only">{t("close")}</Dialog.Close>
            </div>
            <div className="min-h-0 overflow-y-auto overscroll-contain p-1">
              <Autocomplete.Empty>
                <p className="px-3 py-4 text-ink-2 empty:hidden">
                  {groups.length > 0 ? null : looking ? t("looking") : t("nothing", { text })}
                </p>
              </Autocomplete.Empty>
              <Autocomplete.List>
                {(group: EntryGroup) => <Entries key={group.value} group={group} onFollow={follow} />}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Entries({ group, onFollow }: { group: EntryGroup; onFollow: (entry: Entry) => void }) {
  return (
    <Autocomplete.Group items={group.items}>
      <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 text-11 font-medium text-ink-3">
        {group.label}
      </Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(entry: Entry) => (
          <Autocomplete.Item
            key={entry.id}
            value={entry}
            onClick={() => onFollow(entry)}
            className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-2 px-3 data-highlighted:bg-hover md:min-h-8.5"
          >
            {entry.Icon && <entry.Icon aria-hidden className="text-ink-3" />}
            <span className="min-w-0 truncate">{entry.label}</span>
            {entry.second && (
              <span className="ml-auto min-w-0 truncate font-mono text-12 text-ink-3">{entry.second}</span>
            )}
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}
