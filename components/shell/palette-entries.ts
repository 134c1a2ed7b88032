"use client";
import { Building2, Plus, ScrollText, Send, Upload, UserRound, type House } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import type { Permission } from "@/lib/accounts/schema";
import type { Findings } from "@/lib/reports/schema";
import { paths } from "@/lib/web/paths";
import { placesFor } from "./places";

export type Entry = { id: string; label: string; href: string; second?: string; Icon?: typeof House };
export type EntryGroup = { value: string; label: string; items: Entry[] };

const PAUSE_MS = 150; // while someone types, nobody asks the server

/** What the text leads to: places and beginnings that contain it, and what the account has of that name. */
export function useEntries(text: string, permissions: readonly Permission[]) {
  const t = useTranslations("shell.search");
  const known = useKnown(permissions);
  const { found, looking } = useFindings(text.trim());
  const wanted = plain(text.trim());
  const groups = useMemo(() => {
    const matching = known.map((group) => ({
      ...group,
      items: group.items.filter(({ label }) => plain(label).includes(wanted)),
    }));
    return [...matching, ...(found ? foundGroups(found, (kind) => t(kind)) : [])].filter(
      ({ items }) => items.length > 0,
    );
  }, [known, found, wanted, t]);
  return { groups, looking };
}

function useKnown(permissions: readonly Permission[]): EntryGroup[] {
  const t = useTranslations("shell");
  return useMemo(() => {
    const places = placesFor(permissions).map(({ name, href, Icon }) => ({
      id: href,
      label: t(`places.${name}`),
      href,
      Icon,
    }));
    const profile = { id: "profile", label: t("profile"), href: paths.profile(), Icon: UserRound };
    const begin: (Entry & { needs: Permission })[] = [
      { id: "campaign", label: t("newCampaign"), href: paths.newCampaign(), Icon: Plus, needs: "campaigns" },
      { id: "import", label: t("search.import"), href: paths.imports(), Icon: Upload, needs: "contacts" },
      {
        id: "account",
        label: t("search.account"),
        href: paths.accountSettings(),
        Icon: Building2,
        needs: "administration",
      },
    ];
    return [
      { value: "go", label: t("search.go"), items: [...places, profile] },
      { value: "do", label: t("search.do"), items: begin.filter(({ needs }) => permissions.includes(needs)) },
    ];
  }, [permissions, t]);
}

function useFindings(text: string) {
  const [answer, setAnswer] = useState<{ text: string; found: Findings } | null>(null);
  const asks = text.length >= 2;
  useEffect(() => {
    if (!asks) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const response = await fetch(paths.find(text), { signal: stop.signal }).catch(() => null);
      if (response?.ok) setAnswer({ text, found: (await response.json()) as Findings });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asks, text]);
  const current = answer?.text === text;
  return { found: asks && current ? answer.found : null, looking: asks && !current };
}

function foundGroups({ contacts, lists, campaigns }: Findings, label: (kind: keyof Findings) => string): EntryGroup[] {
  return [
    {
      value: "contacts",
      label: label("contacts"),
      items: contacts.map(({ id, name, email }) => ({
        id,
        label: name || email,
        second: name ? email : "",
        href: paths.contact(id),
        Icon: UserRound,
      })),
    },
    {
      value: "lists",
      label: label("lists"),
      items: lists.map(({ id, name }) => ({ id, label: name, href: paths.list(id), Icon: ScrollText })),
    },
    {
      value: "campaigns",
      label: label("campaigns"),
      items: campaigns.map(({ id, name }) => ({ id, label: name, href: paths.campaign(id), Icon: Send })),
    },
  ];
}

// Whoever types "relatorios" means "Relatórios".
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
