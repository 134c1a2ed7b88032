#!/usr/bin/env node
// Offline stand-in for Prisma's native `schema-engine` binary.
// Speaks the same line-delimited JSON-RPC on stdio, but runs the WebAssembly build that npm ships
// (@prisma/schema-engine-wasm) over @prisma/adapter-pg. Used through PRISMA_SCHEMA_ENGINE_BINARY.
import { readFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import readline from "node:readline";
import pg from "pg";
const require = createRequire(import.meta.url);

const argv = process.argv.slice(2);
if (argv.includes("--version")) {
  console.log("schema-engine-cli 0edf323efd1d98336f3f0a68684b56f689b900d3");
  process.exit(0);
}
const take = (flag) => {
  const out = [];
  for (let i = 0; i < argv.length; i++) if (argv[i] === flag) out.push(argv[++i]);
  return out;
};
const datasource = take("--datasource").map((s) => JSON.parse(s))[0] ?? {};
const files = take("--datamodels")
  .flatMap((s) => s.split(","))
  .filter((f) => existsSync(f));
const log = (level, fields) =>
  process.stderr.write(
    JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: "schema_engine::logger" }) + "\n",
  );

const adminUrl = (url) => {
  const u = new URL(url);
  const name = decodeURIComponent(u.pathname.slice(1));
  u.pathname = "/postgres";
  u.search = "";
  return { name, url: u.toString() };
};
const stripPrismaParams = (url) => {
  const u = new URL(url);
  const schema = u.searchParams.get("schema") ?? undefined;
  for (const k of ["schema", "connection_limit", "pool_timeout", "pgbouncer", "connect_timeout"])
    u.searchParams.delete(k);
  return { url: u.toString(), schema };
};

async function cli(cmd) {
  const { url } = datasource;
  try {
    if (cmd === "can-connect-to-database") {
      const c = new pg.Client({ connectionString: stripPrismaParams(url).url });
      await c.connect();
      await c.end();
    } else if (cmd === "create-database") {
      const a = adminUrl(url);
      const c = new pg.Client({ connectionString: a.url });
      await c.connect();
      await c.query(`CREATE DATABASE "${a.name.replaceAll('"', '""')}"`);
      await c.end();
    } else if (cmd === "drop-database") {
      const a = adminUrl(url);
      const c = new pg.Client({ connectionString: a.url });
      await c.connect();
      await c.query(`DROP DATABASE IF EXISTS "${a.name.replaceAll('"', '""')}" WITH (FORCE)`);
      await c.end();
    } else throw new Error(`unknown cli command ${cmd}`);
    process.exit(0);
  } catch (e) {
    if (cmd === "create-database" && (e.code === "42P04" || e.code === "23505")) process.exit(0); // lost a race: it exists
    const code = e.code === "3D000" ? "P1003" : e.code === "28P01" ? "P1000" : "P1001";
    // the CLI drops the first stderr line, then parses the rest as JSON lines
    process.stderr.write("\n");
    log("ERROR", { message: e.message, error_code: code, is_panic: false });
    process.exit(1);
  }
}

async function loadWasm() {
  const bg = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const path = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace(/_bg\.js$/, "_bg.wasm");
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
    message: "",
    get() {
      return this.message;
    },
    set_message(m) {
      this.message = `RuntimeError: ${m}`;
    },
  };
  const mod = new WebAssembly.Module(readFileSync(path));
  const inst = new WebAssembly.Instance(mod, { "./schema_engine_bg.js": bg });
  bg.__wbg_set_wasm(inst.exports);
  inst.exports.__wbindgen_start();
  return bg;
}

// One engine per call: the wasm engine forgets its shadow-database factory after applyMigrations.
const opened = new Set();
let wasm;
async function withEngine(use) {
  const e = await newEngine();
  try {
    return await use(e);
  } finally {
    e.free?.();
    for (const c of opened) {
      opened.delete(c);
      await c.end().catch(() => {});
    }
  }
}
async function newEngine() {
  const bg = await (wasm ??= loadWasm());
  const { PrismaPg } = await import("@prisma/adapter-pg");
  const { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } = await import("@prisma/driver-adapter-utils");
  const { url, schema } = datasource.url ? stripPrismaParams(datasource.url) : { url: "postgresql://127.0.0.1:1/none" };
  // adapter-pg's executeScript() splits on every ";" (breaks $$ function bodies) and drops the shadow database
  // before closing its own pool; both are replaced: one simple-protocol query per script, close, then DROP ... FORCE.
  const opts = schema ? { schema } : undefined;
  // Catalog-only types that adapter-pg refuses: "char" (18) must arrive as Character, name[]/vectors as text.
  const AS_TEXT = { 18: 25, 22: 25, 24: 25, 30: 25, 194: 25, 1003: 1009 };
  const whole = (a) => {
    const io = a.performIO.bind(a),
      raw = a.queryRaw.bind(a);
    let last;
    a.performIO = async (q) => {
      const r = await io(q);
      last = r.fields?.map((f) => f.dataTypeID);
      r.fields?.forEach((f) => {
        f.dataTypeID = AS_TEXT[f.dataTypeID] ?? f.dataTypeID;
      });
      return r;
    };
    a.queryRaw = async (q) => {
      const r = await raw(q);
      r.columnTypes = r.columnTypes.map((t, i) => (last[i] === 18 ? ColumnTypeEnum.Character : t));
      return r;
    };
    a.executeScript = async (sql) => {
      try {
        await a.client.query(sql);
      } catch (e) {
        a.onError(e);
      }
    };
    return a;
  };
  class Factory extends PrismaPg {
    async connect() {
      const a = whole(await super.connect());
      opened.add(a.client);
      return a;
    }
    async connectToShadowDb() {
      const conn = await this.connect();
      const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
      await conn.executeScript(`CREATE DATABASE "${database}"`);
      const u = new URL(url);
      u.pathname = "/" + database;
      const shadow = whole(await new PrismaPg({ connectionString: u.toString() }, opts).connect());
      const dispose = shadow.dispose.bind(shadow);
      shadow.dispose = async () => {
        await dispose();
        await shadow.client.end().catch(() => {});
        await conn.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      };
      return shadow;
    }
  }
  const factory = bindMigrationAwareSqlAdapterFactory(new Factory({ connectionString: url }, opts));
  const datamodels = files.length ? files.map((f) => [f, readFileSync(f, "utf8")]) : undefined;
  return bg.SchemaEngine.new(
    { datamodels },
    (m) => process.env.DEBUG && process.stderr.write(String(m) + "\n"),
    factory,
  );
}

const diffSql = async ({ migrationsList, schema, filters }) =>
  (
    await withEngine((e) =>
      e.diff({
        from: { tag: "migrations", ...migrationsList },
        to: { tag: "schemaDatamodel", ...schema },
        script: true,
        exitCode: null,
        shadowDatabaseUrl: null,
        filters,
      }),
    )
  ).stdout ?? "";
const statements = (sql) =>
  sql
    .split(/;\s*$/m)
    .map((x) => x.replace(/^\s*--.*$/gm, "").trim())
    .filter(Boolean);
const risky = (stmts) =>
  stmts.flatMap((sql, stepIndex) =>
    [
      ...sql.matchAll(
        /DROP TABLE "[^"]+"|DROP COLUMN "[^"]+"|ALTER COLUMN "[^"]+" SET DATA TYPE [^,;]+|DROP TYPE "[^"]+"|ADD COLUMN\s+"[^"]+" (?![^,;]*DEFAULT)[^,;]*NOT NULL/g,
      ),
    ].map((m) => ({
      message: `${/TABLE "([^"]+)"/.exec(sql)?.[1] ?? ""}: ${m[0]} may lose data or fail on existing rows.`,
      stepIndex,
    })),
  );
async function dataLossFromDiff(params) {
  const s = statements(await diffSql(params));
  return { migrationSteps: s.length, unexecutableSteps: [], warnings: risky(s) };
}
async function createFromDiff(params) {
  const sql = await diffSql(params),
    stmts = statements(sql),
    warn = risky(stmts);
  const name = params.migrationName
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")
    .slice(0, 200);
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const header = warn.length ? `/*\n  Warnings:\n\n${warn.map((w) => `  - ${w.message}`).join("\n")}\n*/\n` : "";
  const script = stmts.length ? header + sql : params.draft ? "-- This is an empty migration." : null;
  return {
    connectorType: "postgresql",
    generatedMigrationName: name ? `${stamp}_${name}` : stamp,
    migrationScript: script,
    extension: "sql",
  };
}

const send = (o) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...o }) + "\n");
async function handle(line) {
  const { id, method, params } = JSON.parse(line);
  if (method === undefined) return; // answer to our own `print`
  try {
    let result;
    if (method === "createDatabase") {
      const a = adminUrl(params.datasource.url ?? datasource.url);
      const c = new pg.Client({ connectionString: a.url });
      await c.connect();
      await c.query(`CREATE DATABASE "${a.name}"`);
      await c.end();
      result = { databaseName: a.name };
    } else {
      const fn = method === "getDatabaseVersion" ? "version" : method;
      // wasm bug (7.10.0): evaluateDataLoss and createMigration ask for a second shadow database and fail as soon as
      // one migration exists; `diff` (migrations -> schema) does not, so both are answered from it.
      const fallback = { evaluateDataLoss: dataLossFromDiff, createMigration: createFromDiff }[method];
      result = fallback ? await fallback(params) : await withEngine((e) => e[fn](params));
      if (method === "diff" && result?.stdout != null) {
        process.stdout.write(
          JSON.stringify({
            jsonrpc: "2.0",
            id: "print-1",
            method: "print",
            params: { content: result.stdout.replace(/\n$/, "") },
          }) + "\n",
        );
        result = { exitCode: result.exitCode, stdout: null };
      }
    }
    send({ id, result: result ?? {} });
  } catch (err) {
    const m = /error_code|user_facing/.test(String(err?.message)) ? err.message : null;
    let data = {
      is_panic: false,
      message: String(err?.message ?? err),
      meta: null,
      error_code: err?.code ?? null,
      ...(m ? {} : {}),
    };
    send({ id, error: { code: 4466, message: "An error happened. Check the data field for details.", data } });
  }
}
const ci = argv.indexOf("cli");
if (ci >= 0) await cli(argv[ci + 1]);
else {
  const rl = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
  let q = Promise.resolve();
  rl.on("line", (l) => {
    if (l.trim()) q = q.then(() => handle(l));
  });
  rl.on("close", () => q.finally(() => process.exit(0)));
}
