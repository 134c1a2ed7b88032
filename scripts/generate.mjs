// Makes the Prisma client when the schema it was made from is not the one in prisma/schema any more.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const stamp = path.join(root, "prisma/generated/stamp");
const hash = createHash("sha256");
for (const file of globSync("prisma/schema/*.prisma", { cwd: root }).sort())
  hash.update(readFileSync(path.join(root, file)));
hash.update(readFileSync(path.join(root, "package.json")));
const wanted = hash.digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  // What it says goes into the error when it fails, and nowhere else.
  execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], { cwd: root, stdio: "pipe" });
  // What the compiler remembers is about the client before.
  rmSync(path.join(root, "tsconfig.tsbuildinfo"), { force: true });
  writeFileSync(stamp, wanted);
}
