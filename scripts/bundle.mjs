// Turns the processes that are not Next into one file each: packages stay outside, our own code goes in.
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, context, stop } from "esbuild";

const root = path.join(import.meta.dirname, "..");
const ENTRIES = ["server", "worker", "mailbox", "cli", "bench"];

/** Write .mailee/build/<entry>.mjs (or into `outdir`) for each process. */
export async function bundle(outdir = path.join(root, ".mailee/build"), names = ENTRIES) {
  const { outputFiles } = await build({ ...options(outdir, names), write: false });
  await stop(); // its own process, which would stay as long as ours
  await mkdir(outdir, { recursive: true });
  // Moved into its place whole: someone may be starting it just now.
  for (const { path: file, contents } of outputFiles) {
    await writeFile(`${file}.${process.pid}`, contents);
    await rename(`${file}.${process.pid}`, file);
  }
}

/** Bundle now and again on every change of a source, then call `changed`. Answers a function that ends it. */
export async function watchBundles(changed) {
  let first = true;
  const tell = {
    name: "tell",
    setup: (of) =>
      of.onEnd(({ errors }) => {
        if (!first && errors.length === 0) changed();
        first = false;
      }),
  };
  const watched = await context({ ...options(path.join(root, ".mailee/build"), ENTRIES), plugins: [tell] });
  await watched.rebuild();
  await watched.watch();
  return () => watched.dispose();
}

function options(outdir, names) {
  const entryPoints = names.map((name) => path.join(root, `${name}.ts`)).filter((file) => existsSync(file));
  return {
    entryPoints,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    sourcemap: "linked",
    packages: "external",
    // It only guards against the browser; outside of Next its file throws.
    alias: { "server-only": path.join(root, "scripts/empty.mjs") },
    tsconfig: path.join(root, "tsconfig.json"),
    logLevel: "warning",
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
