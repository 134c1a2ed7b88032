"use client";
import { Monitor, Moon, Smartphone, TextInitial, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { paths } from "@/lib/web/paths";
import { Choice } from "./choice";
import { InboxLine, type Inbox } from "./inbox-line";
import { ReaderSearch, type Reader } from "./reader-search";

type View = "desktop" | "phone" | "text";
type PreviewPaneProps = {
  campaignId: string;
  /** Rises with each save: what is shown is what the server holds. */
  version: number;
  maySearch: boolean;
};

/** The mail as it arrives: at two widths, in the dark, as plain text, and as any contact would read it. */
export function PreviewPane({ campaignId, version, maySearch }: PreviewPaneProps) {
  const t = useTranslations("campaigns.preview");
  const [view, setView] = useState<View>("desktop");
  const [dark, setDark] = useState(false);
  const [reader, setReader] = useState<Reader | null>(null);
  const query = { ...(reader ? { reader: reader.id } : {}), version: String(version) };
  const inbox = useInbox(campaignId, new URLSearchParams({ ...query, part: "inbox" }).toString());
  const theme = dark ? "dark" : "light";
  const source = `${paths.campaignPreview(campaignId)}?${new URLSearchParams({ ...query, theme }).toString()}`;
  return (
    <Card title={t("title")} actions={<ViewChoice {...{ view, setView, dark, setDark }} />}>
      <div className="grid gap-3 border-t border-line p-4">
        <ChosenReader reader={reader} inbox={inbox} onClear={() => setReader(null)} />
        {maySearch && !reader && <ReaderSearch campaignId={campaignId} onChoose={setReader} />}
        <InboxLine inbox={inbox} />
      </div>
      <div className="overflow-hidden rounded-b-3 border-t border-line bg-sunken">
        {view === "text" ? (
          <pre className="min-h-80 p-4 font-mono text-12 wrap-anywhere whitespace-pre-wrap">{inbox?.text}</pre>
        ) : (
          <iframe
            key={source}
            title={t("frame")}
            src={source}
            sandbox=""
            className={`mx-auto block h-160 w-full border-0 bg-surface ${view === "phone" ? "max-w-93.75" : ""}`}
          />
        )}
      </div>
    </Card>
  );
}

type ViewChoiceProps = {
  view: View;
  setView: (view: View) => void;
  dark: boolean;
  setDark: (dark: boolean) => void;
};

function ViewChoice({ view, setView, dark, setDark }: ViewChoiceProps) {
  const t = useTranslations("campaigns.preview");
  const icons = { desktop: Monitor, phone: Smartphone, text: TextInitial };
  const option = (value: View) => {
    const Icon = icons[value];
    return {
      value,
      label: (
        <>
          <Icon aria-hidden className="hidden size-3.5! sm:block" />
          {t(value)}
        </>
      ),
    };
  };
  return (
    <>
      <Choice
        label={t("view")}
        value={view}
        onChange={setView}
        options={[option("desktop"), option("phone"), option("text")]}
      />
      <IconButton
        label={t("dark")}
        size="small"
        icon={<Moon aria-hidden />}
        aria-pressed={dark}
        disabled={view === "text"}
        onClick={() => setDark(!dark)}
        className="aria-pressed:bg-selected"
      />
    </>
  );
}

type ChosenReaderProps = { reader: Reader | null; inbox: Inbox | null; onClear: () => void };

function ChosenReader({ reader, inbox, onClear }: ChosenReaderProps) {
  const t = useTranslations("campaigns.preview");
  if (!inbox) return null;
  const name = inbox.as.name || inbox.as.email;
  if (!reader) return <p className="text-12 text-ink-3">{t("asSample", { name })}</p>;
  return (
    <div className="flex items-center gap-2">
      <p className="min-w-0 flex-1 truncate">{t("asReader", { name })}</p>
      <Button size="small" look="quiet" icon={<X aria-hidden />} onClick={onClear}>
        {t("clear")}
      </Button>
    </div>
  );
}

function useInbox(campaignId: string, query: string): Inbox | null {
  const [inbox, setInbox] = useState<Inbox | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    fetch(`${paths.campaignPreview(campaignId)}?${query}`, { signal: gone.signal })
      .then(async (answer) => answer.ok && setInbox((await answer.json()) as Inbox))
      .catch(() => {}); // the save status says that the line is down
    return () => gone.abort();
  }, [campaignId, query]);
  return inbox;
}
