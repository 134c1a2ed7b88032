import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { DomainView, RecordName } from "@/lib/senders/schema";
import { RecordBlock } from "./record-block";

const beside: RecordName[] = ["spf", "dmarc", "receives"];

/** All records of a domain: those to publish for us, then those that are looked at beside them. */
export function DomainRecords({ domain }: { domain: DomainView }) {
  const t = useTranslations("senders.domain");
  const { records, suggestions, report } = domain;
  const zone = report?.zone ?? domain.domain;
  // Which of the two keys signs, and which takes over.
  const noteOf = ({ activeSlot, nextSlot, state }: DomainView, record: RecordName) => {
    const slot = record === "dkim1" ? 1 : record === "dkim2" ? 2 : null;
    if (slot === null || state === "waiting") return undefined;
    if (slot === nextSlot) return t("takesOver");
    return slot === activeSlot ? t("signs") : undefined;
  };
  const checkOf = (record: RecordName) => report?.records.find((check) => check.record === record) ?? null;
  return (
    <>
      <Card title={t("publish")} note={t("publishNote")}>
        <p className="px-4 pb-4 text-ink-2">
          {report?.provider ? t(`providers.${report.provider}`, { zone }) : t("anyProvider", { zone })}
        </p>
        {records.map((published) => (
          <RecordBlock
            key={published.host}
            record={published.record}
            published={published}
            check={checkOf(published.record)}
            zone={zone}
            note={noteOf(domain, published.record)}
          />
        ))}
      </Card>
      <Card title={t("beside")} note={t("besideNote")}>
        {beside.map((record) => (
          <RecordBlock
            key={record}
            record={record}
            published={suggestions.find((suggestion) => suggestion.record === record) ?? null}
            check={checkOf(record)}
            zone={zone}
          />
        ))}
      </Card>
    </>
  );
}
