"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LiveRegion } from "@/components/ui/live-region";
import { paths } from "@/lib/web/paths";

export type Reader = { id: string; name: string; email: string };

type ReaderSearchProps = { campaignId: string; onChoose: (reader: Reader) => void };

const PAUSE_MS = 200;

/** Find a contact by the beginning of a name or an address, to read the mail as that person. */
export function ReaderSearch({ campaignId, onChoose }: ReaderSearchProps) {
  const t = useTranslations("campaigns.preview");
  const [q, setQ] = useState("");
  const found = useReaders(campaignId, q);
  return (
    <div className="grid gap-2">
      <Field name="reader" label={t("search")}>
        <Input
          type="search"
          autoComplete="off"
          value={q}
          placeholder={t("searchHint")}
          onChange={(event) => setQ(event.target.value)}
        />
      </Field>
      <LiveRegion>{found ? t("found", { count: found.length }) : ""}</LiveRegion>
      {found && found.length > 0 && (
        <ul className="grid gap-1">
          {found.map((reader) => (
            <li key={reader.id}>
              <Button look="quiet" size="small" className="w-full justify-start!" onClick={() => onChoose(reader)}>
                <span className="truncate">{reader.name || reader.email}</span>
                {reader.name && <span className="truncate font-normal text-ink-3">{reader.email}</span>}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {found?.length === 0 && <p className="text-12 text-ink-3">{t("found", { count: 0 })}</p>}
    </div>
  );
}

function useReaders(campaignId: string, q: string): Reader[] | null {
  const [found, setFound] = useState<{ q: string; readers: Reader[] } | null>(null);
  useEffect(() => {
    if (q.trim().length < 2) return;
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const address = `${paths.campaignReaders(campaignId)}?${new URLSearchParams({ q }).toString()}`;
      const answer = await fetch(address, { signal: gone.signal }).catch(() => null);
      if (!answer?.ok) return;
      const { readers } = (await answer.json()) as { readers: Reader[] };
      setFound({ q, readers });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [campaignId, q]);
  return q.trim().length < 2 ? null : (found?.readers ?? null);
}
