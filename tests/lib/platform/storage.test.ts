import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { newId } from "@/lib/platform/ids";
import { deleteFile, getFile, putFile } from "@/lib/platform/storage";

test("a file comes back as it went in, whole or from a place in it, until it is deleted", async () => {
  const key = `imports/${newId()}`;
  expect(await putFile(key, Readable.from([Buffer.from("name;"), Buffer.from("José")]))).toBe(10);
  expect(await text(await getFile(key))).toBe("name;José");
  expect(await text(await getFile(key, { start: 5 }))).toBe("José");
  await deleteFile(key);
  await expect(getFile(key)).rejects.toMatchObject({ code: "not_found" });
});

test("what is too large leaves nothing behind", async () => {
  const key = `imports/${newId()}`;
  const large = putFile(key, Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), { maxBytes: 1_000 });
  await expect(large).rejects.toMatchObject({ code: "too_large" });
  await expect(getFile(key)).rejects.toMatchObject({ code: "not_found" });
});

test("a key cannot leave the folder", async () => {
  for (const key of ["../secret", "imports/../../secret", "/etc/passwd", "imports", "imports/a\0b"])
    await expect(getFile(key)).rejects.toThrow("not a storage key");
});
