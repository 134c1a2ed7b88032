import { spawn, type ChildProcess } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

/** Start a TypeScript file of tests/support as a process of its own, with the settings of this one. */
export async function startProcess(name: string, values: string[]): Promise<ChildProcess> {
  const outfile = path.resolve(`.mailee/test/${name}-${process.pid}.mjs`);
  await mkdir(path.dirname(outfile), { recursive: true });
  await build({
    entryPoints: [path.resolve(`tests/support/${name}.ts`)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    packages: "external",
    alias: { "server-only": path.resolve("tests/support/empty.ts") },
    tsconfig: path.resolve("tsconfig.json"),
  });
  return spawn(process.execPath, [outfile, ...values], { stdio: "ignore" });
}
