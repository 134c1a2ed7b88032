import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { shownStanding, type PublishedRecord, type RecordCheck, type RecordName } from "@/lib/senders/schema";
import { StandingBadge } from "./standing-badge";

type RecordBlockProps = {
  record: RecordName;
  /** What to publish, where there is something. */
  published: PublishedRecord | null;
  check: RecordCheck | null;
  /** The domain whose name servers hold the record: a provider adds it to the name by itself. */
  zone: string;
  note?: string | undefined;
};

/** One record: what it is for, how it stands and why, and what to type at the provider. */
export function RecordBlock({ record, published, check, zone, note }: RecordBlockProps) {
  const t = useTranslations("senders");
  return (
    <section aria-label={t(`records.${record}.name`)} className="border-t border-line px-4 py-4">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <h3 className="font-strong">{t(`records.${record}.name`)}</h3>
        <StandingBadge standing={check ? shownStanding(check) : "unchecked"} />
        {note && <span className="text-12 text-ink-3">{note}</span>}
      </div>
      <p className="mt-0.5 text-12 text-ink-3">{t(`records.${record}.why`)}</p>
      {check && check.remarks.length > 0 && (
        <ul className="mt-2 grid max-w-160 gap-1">
          {check.remarks.map(({ reason, values }) => (
            <li key={reason + JSON.stringify(values)} className="wrap-anywhere text-ink-2">
              {t(`reasons.${reason}` as "reasons.dkim_good", values)}
            </li>
          ))}
        </ul>
      )}
      {published && <ToPublish record={published} zone={zone} />}
      {check && check.found.length > 0 && check.standing !== "good" && <Found texts={check.found} />}
    </section>
  );
}

function ToPublish({ record: { record, type, host, value }, zone }: { record: PublishedRecord; zone: string }) {
  const t = useTranslations("senders.publish");
  const words = useTranslations("senders.records");
  const name = host === zone ? "@" : host.endsWith(`.${zone}`) ? host.slice(0, -zone.length - 1) : host;
  const about = words(`${record}.name`);
  return (
    <dl className="mt-3 grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 sm:grid-cols-[3.25rem_minmax(0,1fr)_auto] rounded-2 border border-line bg-sunken px-3 py-2">
      <dt className={term}>{t("type")}</dt>
      <dd className="col-span-2 py-1 font-mono text-12">{type}</dd>
      <dt className={term}>{t("name")}</dt>
      <dd className="py-1 font-mono text-12 wrap-anywhere">
        {name}
        {name !== host && name !== "@" && <span className="text-ink-3">.{zone}</span>}
      </dd>
      <dd>
        <CopyButton text={name} label={t("copyName", { record: about })} />
      </dd>
      <dt className={term}>{t("value")}</dt>
      <dd className="py-1 font-mono text-12 wrap-anywhere">{value}</dd>
      <dd>
        <CopyButton text={value} label={t("copyValue", { record: about })} />
      </dd>
      {value.length > LONGEST_STRING && <Parts value={value} about={about} />}
    </dl>
  );
}

const term = "text-12 text-ink-3 max-sm:col-span-2 max-sm:pt-1 sm:py-1";
const LONGEST_STRING = 255; // RFC 1035 3.3

// For providers that take one string at a time, and for zone files.
function Parts({ value, about }: { value: string; about: string }) {
  const t = useTranslations("senders.publish");
  const parts = (value.match(/.{1,255}/gs) ?? []).map((part) => `"${part}"`).join(" ");
  return (
    <dd className="col-span-2 mt-1 border-t border-line pt-1.5 sm:col-span-3">
      <details>
        <summary className="cursor-pointer py-1 text-12 text-ink-2">{t("parts")}</summary>
        <div className="flex items-start gap-3">
          <code className="min-w-0 flex-1 py-1 font-mono text-12 wrap-anywhere">{parts}</code>
          <CopyButton text={parts} label={t("copyParts", { record: about })} />
        </div>
      </details>
    </dd>
  );
}

function Found({ texts }: { texts: readonly string[] }) {
  const t = useTranslations("senders.publish");
  return (
    <details className="mt-2">
      <summary className="cursor-pointer py-1 text-12 text-ink-2">{t("found", { count: texts.length })}</summary>
      <ul className="grid gap-1 py-1">
        {texts.map((text) => (
          <li key={text} className="font-mono text-12 wrap-anywhere text-ink-2">
            {text}
          </li>
        ))}
      </ul>
    </details>
  );
}
