import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, type TestContext } from "vitest";
import { proofOf, until } from "@/tests/support/campaigns";
import { arrivedOf, isLong, launchCounted, note, startFloor, untilSent } from "@/tests/support/faults";
import { expectKept } from "@/tests/support/invariants";
import { startOwnPostgres } from "@/tests/support/own-postgres";

// A small disk of its own, which only root may make.
const SIZE = "400m";
let disk: string | null = null;
let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
beforeAll(async () => {
  if (!isLong) return;
  disk = mountSmallDisk();
  if (disk) postgres = await startOwnPostgres(path.join(disk, "postgres"));
});
afterAll(async () => {
  if (!disk) return;
  await postgres.remove();
  execFileSync("umount", [disk]);
  rmSync(disk, { recursive: true, force: true });
});

test("a disk that is full for ten seconds while mails fly: nobody is lost, nobody is mailed twice, and it goes on by itself", async (context) => {
  skipUnless(context);
  const begun = performance.now();
  const mails = 20_000;
  const floor = await startFloor();
  const sending = await launchCounted(mails);
  const worker = await floor.hire([sending], { LEASE_SECONDS: "60" });
  await until(() => arrivedOf(sending, floor.sink) >= mails / 4, 60);
  const ballast = path.join(disk!, "ballast");
  fill(ballast);
  await until(() => isStill(sending, floor.sink), 60);
  await wait(10_000);
  // What the server could still write down went on; beyond that nobody was begun whose outcome could not be kept.
  const arrived = arrivedOf(sending, floor.sink);
  expect(arrived).toBeLessThan(mails);
  expect(arrived - (await proofOf(sending.account, sending.campaignId)).counts.accepted).toBeLessThanOrEqual(
    floor.connections,
  );
  const survived = postgres.isRunning();
  rmSync(ballast);
  if (!survived) await postgres.start(); // it ended itself rather than lose a commit
  await untilSent(sending, 180);
  await worker.kill("SIGTERM");
  const { lost, duplicates, phantom } = await expectKept(sending, floor.sink);
  note("disk full", begun, { mails, lost, duplicates, bound: 0, phantom, "server survived": String(survived) });
}, 400_000);

function skipUnless(context: TestContext): void {
  const why = isLong ? "this machine does not let us mount a small disk" : "only with --long";
  if (!disk) console.log(`disk full: skipped, ${why}`);
  if (!disk) context.skip(why);
}

function mountSmallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), "mailee-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE},mode=755`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  mkdirSync(path.join(folder, "postgres"), { mode: 0o755 });
  return folder;
}

/** Every byte that is left. */
function fill(file: string): void {
  const block = Buffer.alloc(64 * 1024);
  for (;;) {
    try {
      writeFileSync(file, block, { flag: "a" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOSPC") return;
      throw error;
    }
  }
}

/** Nothing has arrived for a second. */
async function isStill(
  sending: Parameters<typeof arrivedOf>[0],
  sink: Parameters<typeof arrivedOf>[1],
): Promise<boolean> {
  const before = arrivedOf(sending, sink);
  await wait(1_000);
  return arrivedOf(sending, sink) === before;
}
