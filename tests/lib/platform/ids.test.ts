import { expect, test } from "vitest";
import { newId, uuidBytes, uuidText } from "@/lib/platform/ids";

test("ids are version 7, unique, and rise even within a millisecond and when the clock steps back", () => {
  const now = Date.now();
  const ids = Array.from({ length: 20_000 }, (_, n) => newId(n === 10_000 ? now - 5_000 : now));
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("an id survives the way through bytes", () => {
  const id = newId();
  expect(uuidText(uuidBytes(id))).toBe(id);
  expect(uuidBytes(id)).toHaveLength(16);
});
