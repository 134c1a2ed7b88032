import { z } from "zod";
import { job } from "@/lib/platform/jobs";
import { deleteFile } from "@/lib/platform/storage";

const DAY_MS = 86_400_000;
const WAITING_DAYS = 2;
const WAITING = ["uploaded", "checked"] as const;
const REFUSALS_DAYS = 30;
const AT_ONCE = 200;

/**
 * Forgets what imports need no more: files that were read, files that nobody began to import for two days, and refused rows
 * after thirty days. For every hour.
 */
export const sweepImports = job("contacts.sweep-imports", z.object({}), async ({ unit }) => {
  const now = Date.now();
  const [read, waiting] = await unit(async (db) => [
    await db.contactImport.findMany({
      where: { status: { in: ["cancelled", "failed", "undone", "done"] }, fileKey: { not: "" } },
      take: AT_ONCE,
    }),
    await db.contactImport.findMany({
      where: { status: { in: [...WAITING] }, createdAt: { lt: new Date(now - WAITING_DAYS * DAY_MS) } },
      take: AT_ONCE,
    }),
  ]);
  for (const { fileKey } of [...read, ...waiting]) await deleteFile(fileKey);
  await unit(async (db) => {
    await db.contactImport.updateMany({ where: { id: { in: read.map(({ id }) => id) } }, data: { fileKey: "" } });
    await db.contactImport.deleteMany({
      where: { id: { in: waiting.map(({ id }) => id) }, status: { in: [...WAITING] } },
    });
    const old = await db.contactImport.findMany({
      where: { finishedAt: { lt: new Date(now - REFUSALS_DAYS * DAY_MS) }, rowsRefused: { gt: 0 }, refusalsKept: true },
      select: { accountId: true, id: true },
      take: AT_ONCE,
    });
    for (const { accountId, id } of old) {
      await db.importRefusal.deleteMany({ where: { accountId, importId: id } });
      await db.contactImport.update({ where: { accountId_id: { accountId, id } }, data: { refusalsKept: false } });
    }
  });
});
