import { expect, test } from "vitest";
import { inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { takeFromLimit } from "@/lib/platform/limits";

const limit = { name: "test", burst: 3, everySeconds: 60 };
const noon = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);
const take = (subject: string, at = noon) => inSystem((db) => takeFromLimit(db, limit, subject, at));

test("a bucket gives its burst, then one more each interval, and others are not concerned", async () => {
  const subject = newId();
  for (let n = 0; n < 3; n++) await take(subject);
  await expect(take(subject)).rejects.toMatchObject({ code: "rate_limited" });
  await take(newId());
  await expect(take(subject, later(59))).rejects.toMatchObject({ code: "rate_limited" });
  await take(subject, later(61));
  await expect(take(subject, later(62))).rejects.toMatchObject({ code: "rate_limited" });
});

test("a hundred tries at once get no more than the burst", async () => {
  const subject = newId();
  const tries = await Promise.allSettled(Array.from({ length: 100 }, () => take(subject)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
});

test("hammering does not lengthen the wait", async () => {
  const subject = newId();
  for (let n = 0; n < 3; n++) await take(subject);
  for (let n = 0; n < 20; n++) await take(subject, later(n)).catch(() => {});
  await take(subject, later(61));
});
