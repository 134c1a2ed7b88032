"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";

/** What a mailbox shows of a mail, and what stands beside its frame. */
export type Inbox = {
  subject: string;
  preheader: string;
  text: string;
  from: { name: string; address: string };
  as: { name: string; email: string };
  bytes: number;
};

/** The line in the list of a mailbox: sender, subject, the first words. */
export function InboxLine({ inbox }: { inbox: Inbox | null }) {
  const t = useTranslations("campaigns.preview");
  const format = useFormatter();
  if (!inbox) return <div aria-busy className="h-16 rounded-2 border border-line bg-sunken" />;
  const { from, subject, preheader, bytes } = inbox;
  return (
    <figure aria-label={t("inbox")} className="rounded-2 border border-line px-3 py-2.5">
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 truncate font-strong">{from.name || from.address || t("noSender")}</p>
        <Badge tone={bytes > 102_000 ? "bad" : bytes > 90_000 ? "warn" : "paused"}>
          {t("weight", { kilobytes: format.number(bytes / 1000, { maximumFractionDigits: 1 }) })}
        </Badge>
      </div>
      <p className="truncate">{subject || t("noSubject")}</p>
      <p className="truncate text-ink-3">{preheader || t("noPreheader")}</p>
    </figure>
  );
}
