import type { DkimKey, SendingDomain } from "@/prisma/generated/client";
import { keyRecord } from "./domain-key";
import { DomainReport, DomainState, type DomainView, type PublishedRecord } from "./schema";
import { suggestRecords } from "./suggest-record";
import { targets } from "./targets";

type Row = SendingDomain & { keys: DkimKey[] };

/** What may be shown of a domain. Fields are named one by one, so that no key slips through. */
export function viewOf(row: Row): DomainView {
  const { id, domain, returnPathOk, linkOk, activeSlot, nextSlot } = row;
  const { checkAskedAt, checkedAt, verifiedAt, driftedAt, doubtedAt, warmUpSince } = row;
  const report = DomainReport.safeParse(row.report).data ?? null;
  return {
    id,
    domain,
    state: DomainState.parse(row.state),
    returnPathOk,
    linkOk,
    activeSlot,
    nextSlot,
    checkAskedAt,
    checkedAt,
    verifiedAt,
    driftedAt,
    doubtedAt,
    warmUpSince,
    report,
    records: recordsOf(row),
    suggestions: suggestRecords(domain, report),
  };
}

/** The records that the owner of a domain is to publish. */
export function recordsOf({ domain, keys, returnPathHost, linkHost }: Row): PublishedRecord[] {
  const { returnPath, link } = targets();
  const dkim = keys
    .toSorted((a, b) => a.slot - b.slot)
    .map(({ slot, selector, publicKey }) => ({
      record: slot === 1 ? ("dkim1" as const) : ("dkim2" as const),
      type: "TXT" as const,
      host: `${selector}._domainkey.${domain}`,
      value: keyRecord(publicKey),
    }));
  const cname = (record: "return_path" | "link", host: string, value: string) => ({
    record,
    type: "CNAME" as const,
    host,
    value,
  });
  return [
    ...dkim,
    ...(returnPath ? [cname("return_path", returnPathHost, returnPath)] : []),
    ...(link ? [cname("link", linkHost, link)] : []),
  ];
}
