"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { DraftContent } from "@/lib/campaigns/schema";
import { DraftKeeper } from "./draft-keeper";
import { sendDraftOf } from "./send-draft";

type Options = { campaignId: string; version: number; start: DraftContent };

/** A draft that is being written, and how much of it is on the server. Ctrl+S saves at once; leaving with unsaved words asks first. */
export function useDraft({ campaignId, version, start }: Options) {
  const [draft, setDraft] = useState(start);
  const [keeper] = useState(() => new DraftKeeper(version, start, sendDraftOf(campaignId)));
  const state = useSyncExternalStore(keeper.subscribe, keeper.read, keeper.read);
  useEffect(() => keeper.change(draft), [keeper, draft]);
  useEffect(() => watch(keeper), [keeper]);
  const change = (part: Partial<DraftContent>) => setDraft((now) => ({ ...now, ...part }));
  return { draft, change, state, flush: () => keeper.flush() };
}

function watch(keeper: DraftKeeper) {
  const leaving = (event: BeforeUnloadEvent) => {
    if (keeper.isDirty) event.preventDefault();
  };
  const pressed = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    void keeper.flush();
  };
  const online = () => void keeper.flush();
  window.addEventListener("beforeunload", leaving);
  window.addEventListener("keydown", pressed);
  window.addEventListener("online", online);
  return () => {
    window.removeEventListener("beforeunload", leaving);
    window.removeEventListener("keydown", pressed);
    window.removeEventListener("online", online);
  };
}
