import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { asked, commandLine } from "@/tests/support/command-line";

const home = mkdtempSync(path.join(tmpdir(), "mailee-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test("the command line says of each file what it is, without a database, and goes on past one that cannot be read", async () => {
  const run = commandLine(path.join(home, "new"));
  const files = ["postfix-user-unknown.eml", "gone.eml", "auto-pt.eml"].map((name) => `tests/fixtures/bounces/${name}`);
  const said = await asked<Record<string, unknown>[]>(run, "bounce", "classify", ...files);
  expect(said).toMatchObject([
    {
      file: files[0],
      kind: "bounce",
      class: "user_unknown",
      hard: true,
      recipients: [{ address: "ana@client.example" }],
    },
    { file: files[1], error: "ENOENT" },
    { file: files[2], kind: "auto_reply", hard: false },
  ]);
  const { code, said: help } = await run("bounce", "classify");
  expect(code).toBe(2);
  expect(help).toContain("FILE");
});
