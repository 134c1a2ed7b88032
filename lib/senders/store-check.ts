import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { activateKey } from "./activate-key";
import { findDrift, SECOND_LOOK_MS, tellDrift } from "./drift";
import { getDomainRow } from "./get-domain";
import { DomainReport, type DomainState, type RecordCheck, type RecordName } from "./schema";

type Row = Awaited<ReturnType<typeof getDomainRow>>;

/**
 * Keep what a check saw. A key that is seen verifies the domain; an open change of keys is made; what was well and is not, at two looks, is
 * told by mail once. A question that DNS did not answer changes nothing. `selectors` are those that were asked for. Answers when to look again, if so.
 */
export async function storeCheck(
  tenant: Tenant,
  domainId: string,
  { report, selectors }: { report: DomainReport; selectors: string[] },
  now = new Date(),
): Promise<Date | null> {
  const { accountId, db } = tenant;
  await db.$queryRaw`SELECT 1 FROM sending_domain WHERE account_id = ${accountId}::uuid AND id = ${domainId}::uuid FOR UPDATE`;
  const row = await getDomainRow(tenant, domainId);
  const before = DomainReport.safeParse(row.report).data ?? null;
  const { lost, doubted, doubtedAt } = findDrift(row, before, report, now);
  const keys = await storeKeys(tenant, row, { report, selectors, doubted });
  const wanted = row.nextSlot !== null && keys.find(({ slot }) => slot === row.nextSlot);
  if (wanted && wanted.isInDns) await activateKey(tenant, domainId, wanted.slot, now);
  const state = stateAfter(
    row,
    keys.some(({ isInDns }) => isInDns),
  );
  await db.sendingDomain.updateMany({
    where: { accountId, id: domainId },
    data: {
      report,
      state,
      lost,
      doubted,
      doubtedAt,
      checkedAt: now,
      verifiedAt: state === "verified" ? (row.verifiedAt ?? now) : row.verifiedAt,
      returnPathOk: standing(report, "return_path", row.returnPathOk, doubted),
      linkOk: standing(report, "link", row.linkOk, doubted),
      driftedAt: lost.length > 0 ? (row.driftedAt ?? now) : null,
    },
  });
  await noteState(tenant, row, state, now);
  await tellDrift(tenant, row, lost, report, now);
  return doubtedAt && secondLookAt(doubtedAt, now);
}

// Not at once, however often somebody presses "Check now" meanwhile; and once more later where DNS did not answer the second time.
function secondLookAt(doubtedAt: Date, now: Date): Date {
  const due = doubtedAt.getTime() + SECOND_LOOK_MS;
  return new Date(due > now.getTime() ? due : now.getTime() + SECOND_LOOK_MS);
}

type Seen = { report: DomainReport; selectors: string[]; doubted: string[] };

async function storeKeys({ accountId, db }: Tenant, row: Row, { report, selectors, doubted }: Seen) {
  const keys = row.keys.map(({ slot, selector, isInDns }) => {
    // A key that was made while DNS was asked was not asked for.
    if (!selectors.includes(selector)) return { slot, selector, isInDns };
    return { slot, selector, isInDns: standing(report, slot === 1 ? "dkim1" : "dkim2", isInDns, doubted) };
  });
  for (const { slot, isInDns } of keys)
    await db.dkimKey.updateMany({ where: { accountId, domainId: row.id, slot }, data: { isInDns } });
  return keys;
}

function stateAfter(row: Row, isSeen: boolean): DomainState {
  if (isSeen) return "verified";
  return row.state === "waiting" ? "waiting" : "broken";
}

async function noteState(tenant: Tenant, row: Row, state: DomainState, now: Date): Promise<void> {
  const { accountId, actor, db } = tenant;
  if (state === row.state) return;
  await recordAudit(db, { accountId, actor, action: `domain.${state}`, subject: row.domain });
  if (state !== "verified") return;
  await db.dkimKey.updateMany({
    where: { accountId, domainId: row.id, slot: row.activeSlot, activatedAt: null },
    data: { activatedAt: now },
  });
}

function standing(report: DomainReport, record: RecordName, before: boolean, doubted: string[]): boolean {
  if (doubted.includes(record)) return before;
  const found: RecordCheck | undefined = report.records.find((one) => one.record === record);
  if (!found || found.standing === "unknown") return found ? before : false;
  return found.standing !== "bad";
}
