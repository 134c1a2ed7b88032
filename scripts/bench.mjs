// `npm run bench`: a database of its own, the benchmark, and away with it. Figures go to the last line of the output.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { bundle } from "./bundle.mjs";
import { startPostgres } from "./embedded-postgres.mjs";
import "./generate.mjs";
import { migrate } from "./migrate.mjs";
import { workerFlags } from "./worker-flags.mjs";

process.chdir(path.join(import.meta.dirname, ".."));
mkdirSync(".mailee", { recursive: true });
const home = mkdtempSync(path.resolve(".mailee/bench-"));
const outdir = path.join(home, "build");
await bundle(outdir, ["bench"]);
await build({
  entryPoints: ["bench/sink.ts"],
  outfile: path.join(outdir, "sink.mjs"),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
});

const words = process.argv.slice(2);
const isRun = words.length > 0 && words[0] !== "list";
const server = isRun ? await startPostgres({ dir: path.join(home, "postgres"), database: "bench" }) : null;
try {
  if (server) await migrate(server.url);
  // Not in step: what Postgres says has to be read meanwhile, or it waits for us with a full pipe.
  const child = spawn(process.execPath, ["--enable-source-maps", path.join(outdir, "bench.mjs"), ...words], {
    env: {
      ...process.env,
      DATABASE_URL: server?.url ?? "postgresql://127.0.0.1/none",
      SECRET: "a secret for benchmarks, forty-two letters",
      INBOUND_DOMAIN: "in.mailee.example",
      SMTP_URL: "smtp://127.0.0.1:1",
      MAILBOX_URL: "http://127.0.0.1:1",
      DATA_DIR: path.join(home, "files"),
      LOG_LEVEL: "silent",
      NODE_ENV: "production",
      WORKER_FLAGS: workerFlags.join(" "),
    },
    stdio: "inherit",
  });
  const [status] = await once(child, "exit");
  process.exitCode = status ?? 1;
} finally {
  await server?.stop();
  rmSync(server?.home ?? home, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
