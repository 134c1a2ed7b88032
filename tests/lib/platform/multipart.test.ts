import fc from "fast-check";
import { expect, test } from "vitest";
import { readField, readParts } from "@/lib/platform/multipart";

const type = "multipart/form-data; boundary=edge";

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(body: Buffer, size = 1000, contentType = type) {
  const parts: { name: string; fileName: string | null; text: string }[] = [];
  for await (const part of readParts(inPieces(body, size), contentType)) {
    parts.push({ name: part.name, fileName: part.fileName, text: await readField(part) });
  }
  return parts;
}

const form = (text: string) =>
  Buffer.from(
    `--edge\r\nContent-Disposition: form-data; name="list"\r\n\r\nReaders\r\n--edge\r\nContent-Disposition: form-data; name="file"; filename="sócios %22a%22.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--edge--\r\n`,
  );

test("reads fields and files wherever the body is cut", async () => {
  const risky = fc.string({ unit: fc.constantFrom("\r", "\n", "-", "--edge", "a", "é", ","), maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(risky, fc.integer({ min: 1, max: 50 }), async (text, size) => {
      fc.pre(!`\r\n${text}\r\n--edge`.slice(0, -8).includes("\r\n--edge"));
      expect(await readAll(form(text), size)).toEqual([
        { name: "list", fileName: null, text: "Readers" },
        { name: "file", fileName: 'sócios "a".csv', text },
      ]);
    }),
  );
});

test("reads what the platform itself writes", async () => {
  const written = new FormData();
  written.set("note", "one\r\ntwo");
  written.set("file", new File(["a,b\n"], "people.csv"));
  const request = new Request("http://localhost/", { method: "POST", body: written });
  const body = Buffer.from(await request.arrayBuffer());
  expect(await readAll(body, 7, request.headers.get("content-type")!)).toEqual([
    { name: "note", fileName: null, text: "one\r\ntwo" },
    { name: "file", fileName: "people.csv", text: "a,b\n" },
  ]);
});

test("a part that nobody reads is passed over", async () => {
  const names: string[] = [];
  for await (const part of readParts(inPieces(form("x".repeat(100_000)), 1000), type)) names.push(part.name);
  expect(names).toEqual(["list", "file"]);
});

test.each([
  ["a body that breaks off", form("abc").subarray(0, -10), type],
  ["headers without end", Buffer.from(`--edge\r\n${"X: y\r\n".repeat(5000)}`), type],
  ["a part without a name", Buffer.from("--edge\r\nContent-Type: text/plain\r\n\r\nx\r\n--edge--"), type],
  ["another kind of body", form("abc"), "application/json"],
  ["no body", Buffer.alloc(0), type],
])("refuses %s", async (_name, body, contentType) => {
  await expect(readAll(body, 1000, contentType)).rejects.toMatchObject({ reason: "upload_broken" });
});
