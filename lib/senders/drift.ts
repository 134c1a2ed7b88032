import { createTranslator } from "use-intl/core";
import { composeMail } from "@/emails/compose";
import { listAdministrators, type Tenant } from "@/lib/accounts";
import type { SendingDomain } from "@/prisma/generated/client";
import { env } from "@/lib/platform/env";
import type { Locale } from "@/lib/platform/locales";
import { messagesFor } from "@/lib/platform/messages";
import { postMail } from "@/lib/platform/post";
import type { DomainReport, RecordCheck } from "./schema";

// A policy that is gone is advice for who never had one, and a loss for who had.
const GONE = ["dmarc_missing", "spf_missing"];

/** How long after the first look the second is taken. */
export const SECOND_LOOK_MS = 10 * 60_000;

/** What is lost for good, and what is missing since one look only: until a second has seen the same, nothing follows from it. */
export type Drift = { lost: string[]; doubted: string[]; doubtedAt: Date | null };

/** Records that were well at some check and are not now, at two looks. One that DNS did not answer for stays what it was. */
export function findDrift(row: SendingDomain, before: DomainReport | null, report: DomainReport, now: Date): Drift {
  const isRipe = row.doubtedAt !== null && now.getTime() - row.doubtedAt.getTime() >= SECOND_LOOK_MS;
  const missing = findMissing(row, before, report);
  const answered = (name: string) =>
    report.records.some(({ record, standing }) => record === name && standing !== "unknown");
  const lost = missing.filter(
    (record) => row.lost.includes(record) || (isRipe && row.doubted.includes(record) && answered(record)),
  );
  const doubted = missing.filter((record) => !lost.includes(record));
  const isOld = doubted.some((record) => row.doubted.includes(record));
  return { lost, doubted, doubtedAt: doubted.length === 0 ? null : isOld ? row.doubtedAt : now };
}

function findMissing(row: SendingDomain, before: DomainReport | null, report: DomainReport): string[] {
  const spare = row.activeSlot === 1 ? "dkim2" : "dkim1";
  return report.records
    .filter(({ record }) => record !== spare) // it may be taken away: nothing is signed with it
    .filter((check) => {
      const was = before?.records.find(({ record }) => record === check.record);
      const wasMissing = row.lost.includes(check.record) || row.doubted.includes(check.record);
      if (check.standing === "unknown") return wasMissing;
      return isGone(check) && (wasMissing || (was !== undefined && was.standing !== "unknown" && !isGone(was)));
    })
    .map(({ record }) => record);
}

function isGone({ standing, remarks }: RecordCheck): boolean {
  return standing === "bad" || remarks.some(({ reason }) => GONE.includes(reason));
}

/** Mail the administrators when a record is newly lost, and once when all are well again. */
export async function tellDrift(
  tenant: Tenant,
  row: SendingDomain,
  lost: string[],
  report: DomainReport,
  now: Date,
): Promise<void> {
  const isWorse = lost.some((record) => !row.lost.includes(record));
  const isWell = lost.length === 0 && row.lost.length > 0;
  if (!isWorse && !isWell) return;
  const link = `${env().APP_URL}/settings/sending/${row.id}`;
  for (const { name, email, locale } of await listAdministrators(tenant)) {
    const records = report.records
      .filter(({ record }) => lost.includes(record))
      .map((check) => lineOf(locale, check))
      .join("\n");
    const words = composeMail(
      isWorse ? "domainBroken" : "domainWell",
      locale,
      { name, domain: row.domain, records },
      link,
    );
    const key = `drift:${row.id}:${now.getTime()}:${email}`;
    await postMail(tenant.db, { key, accountId: tenant.accountId, to: { address: email, name }, ...words });
  }
}

function lineOf(locale: Locale, { record, host, remarks }: RecordCheck): string {
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "senders" }) as unknown as (
    key: string,
    values?: Record<string, string>,
  ) => string;
  const worst = remarks.find(({ standing }) => standing === "bad") ?? remarks[0];
  return `${t(`records.${record}.name`)}, ${host}: ${worst ? t(`reasons.${worst.reason}`, worst.values) : ""}`;
}
