// Brings up everything that is not given from outside: database, mailbox, worker, web. Stops it all together.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildIfChanged } from "./build.mjs";
import { watchBundles } from "./bundle.mjs";
import { startChild } from "./child.mjs";
import { startPostgres } from "./embedded-postgres.mjs";
import "./generate.mjs";
import { migrate } from "./migrate.mjs";
import { demoSignIn, freePort, isPortFree, keepSecret, waitUntilReady } from "./start-steps.mjs";

const started = performance.now();
const root = path.join(import.meta.dirname, "..");
process.chdir(root);
if (existsSync(".env")) process.loadEnvFile(".env");
const dev = process.argv.includes("--dev");
const home = path.resolve(process.env.MAILEE_HOME || ".mailee");
mkdirSync(home, { recursive: true, mode: 0o755 });

const running = []; // in the order of starting; stopped from the end
const cancel = new AbortController(); // ends a build that is not wanted any more
let stopping = false;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => stop(0));

try {
  await start();
} catch (error) {
  if (!stopping) console.error(`\nMailee could not start. ${error.message}`);
  await stop(1);
}

async function start() {
  const given = (name) => (process.env[name] ? process.env[name] : undefined);
  const port = Number(given("PORT") ?? 3000);
  if (!(await isPortFree(port))) throw new Error(`Port ${port} is taken. Choose another: PORT=3100 npm start`);
  const env = {
    ...process.env,
    PORT: String(port),
    APP_URL: given("APP_URL") ?? `http://localhost:${port}`,
    DATA_DIR: given("DATA_DIR") ?? path.join(home, "files"),
    SECRET: given("SECRET") ?? keepSecret(path.join(home, "secret")),
    LOG_LEVEL: given("LOG_LEVEL") ?? "warn",
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_OPTIONS: "--enable-source-maps",
  };

  // The longest steps side by side: a build does not need the database.
  const building = dev ? Promise.resolve() : buildIfChanged(root, env, cancel.signal);
  building.catch(() => {}); // told below, where it is waited for
  env.DATABASE_URL = given("DATABASE_URL") ?? (await embeddedDatabase());
  const applied = await migrate(env.DATABASE_URL);
  if (applied.length > 0) say(`Database: ${applied.length} migrations applied.`);
  await building;
  if (stopping) return;
  let restartWorker = () => {};
  if (dev) running.push({ stop: await watchBundles(() => restartWorker()) });

  if (dev) env.ALLOW_PRIVATE_RELAYS ||= "1"; // relays under trial run on this machine
  if (!given("SMTP_URL")) await sandboxMailbox(env, port);
  tellCommandLine(env);
  const workers = startWorkers(env);
  restartWorker = () => workers.forEach((worker) => worker.restart());
  running.push(startChild("server", { ...env, MAILEE_PROCESS: "web" }, { onCrash: () => stop(1), say }));
  await waitUntilReady(`http://127.0.0.1:${port}/api/ready`, () => stopping);
  if (stopping) return;
  await tellWhere(env, !given("DATABASE_URL"));
}

// They share the work by the database. What comes in from outside has one door, at the first of them.
function startWorkers(env) {
  const n = Math.max(1, Math.min(64, Number(env.WORKERS) || 1));
  const workers = Array.from({ length: n }, (_, at) =>
    startChild("worker", at === 0 ? env : { ...env, INBOUND_PORT: "", INBOUND_IMAP_URL: "" }, {
      onCrash: "restart",
      say,
    }),
  );
  running.push(...workers);
  return workers;
}

async function embeddedDatabase() {
  const server = startPostgres({ dir: path.join(home, "postgres"), database: "mailee", adopt: true });
  // Known from the first moment: a stop that comes while it starts waits for it, then ends it.
  running.push({ stop: async () => (await server.catch(() => null))?.stop() });
  return (await server).url;
}

async function sandboxMailbox(env, port) {
  const wish = Number(env.MAILBOX_PORT || port + 25);
  env.MAILBOX_PORT = String((await isPortFree(wish)) ? wish : await freePort());
  env.MAILBOX_SMTP_PORT ||= String(await freePort());
  env.MAILBOX_DIR = path.join(home, "mailbox");
  env.MAILBOX_URL = `http://localhost:${env.MAILBOX_PORT}`;
  env.SMTP_URL = `smtp://127.0.0.1:${env.MAILBOX_SMTP_PORT}`;
  // What comes back is read here too, so that a bounce can be tried out by hand.
  env.INBOUND_DOMAIN ||= "in.mailee.example";
  env.INBOUND_PORT ||= String(await freePort());
  running.push(startChild("mailbox", env, { onCrash: "restart", say }));
}

// The command line works beside us: its links and its mails go where ours go.
function tellCommandLine({ APP_URL, SMTP_URL, MAILBOX_URL, INBOUND_DOMAIN }) {
  const file = path.join(home, "running.json");
  writeFileSync(file, JSON.stringify({ APP_URL, SMTP_URL, MAILBOX_URL, INBOUND_DOMAIN }), { mode: 0o600 });
  running.push({ stop: () => rmSync(file, { force: true }) });
}

async function tellWhere(env, isEmbedded) {
  const demo = isEmbedded ? await demoSignIn(path.join(home, "demo.json"), env) : null;
  const lines = [
    `Mailee is ready after ${((performance.now() - started) / 1000).toFixed(1)} s.`,
    "",
    `  Application  ${env.APP_URL}`,
    env.MAILBOX_URL
      ? `  Mailbox      ${env.MAILBOX_URL}   every mail it sends; nothing leaves this machine`
      : `  Mail         goes out through ${new URL(env.SMTP_URL).host}`,
    ...(demo ? [`  Sign in      ${demo.email}   secret: ${demo.password}`] : []),
    "",
    "  Ctrl-C stops everything.",
  ];
  console.log(`\n${lines.join("\n")}\n`);
}

async function stop(code) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  cancel.abort();
  if (running.length > 0) say("Stopping: what is in hand is finished first.");
  for (const part of running.reverse()) await part.stop();
  process.exit(code);
}

function say(text) {
  console.log(text);
}
