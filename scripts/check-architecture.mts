// Holds the tree to architecture.json: layers, doors, the order of nouns, who owns which table, tenant first, names and sizes.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "oxc-parser";
import { globSync } from "tinyglobby";
import rules from "../architecture.json" with { type: "json" };

type Import = { line: number; target: string; typeOnly: boolean };
type Source = {
  path: string;
  text: string;
  directive: string | undefined;
  imports: Import[];
  exported: Map<string, number>;
};
type Place = { layer: string; noun: string | undefined };

const BANNED_NAMES = /(^|\/)(utils?|helpers?|misc|common|types?|manager|service|data|info)(\/|\.tsx?$)/;
const PRISMA_CALL = /\b(?:db|tx)\.(\w+)\.(?:find|create|update|upsert|delete|count|aggregate|group)/g;
const SQL_TABLE = /\b(?:FROM|JOIN|INTO|UPDATE|COPY)\s+(?:ONLY\s+)?(?:public\.)?"?([a-z_]+)"?/g;
const NEXT_LAYERS = ["app", "components", "lib/web"];

const problems: string[] = [];
const owners = tableOwners();
const sources = globSync([
  "{app,components,emails,lib,i18n}/**/*.{ts,tsx}",
  ...rules.entries.map((entry) => (entry.includes(".") ? entry : `${entry}/**/*.ts`)),
]).map(read);
const byPath = new Map(sources.map((source) => [source.path.replace(/\.tsx?$/, ""), source]));

for (const source of sources) {
  checkImports(source);
  checkTables(source);
  checkShape(source);
  if (/^lib\/[\w-]+\/index\.ts$/.test(source.path) && place(source.path).noun) checkDoor(source);
}
if (sources.length < rules.atLeastFiles)
  problems.push(`only ${sources.length} files were read: the checker is looking in the wrong place`);

for (const problem of problems.sort()) console.error(problem);
console.log(`${sources.length} files, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

function checkImports({ path, directive, imports }: Source) {
  const from = place(path);
  for (const { line, target, typeOnly } of imports) {
    const say = (why: string) => problems.push(`${path}:${line} ${why}`);
    if (target.startsWith("..")) say(`climbs with ${target}: name it from the root with @/`);
    if (/^next(-auth)?(\/|$)/.test(target) && from.layer.startsWith("lib") && !NEXT_LAYERS.includes(from.layer))
      say(`${from.layer} must not know ${target}`);
    if (!target.startsWith("@/")) continue;
    const file = target.slice(2);
    const to = place(file);
    if (rank(to) > rank(from)) say(`${from.layer} must not reach up to ${file}`);
    // A benchmark measures what has no door.
    if (to.noun && !path.startsWith("bench/")) checkDoorUse(from, to.noun, file, say);
    const openToClients = /(^|\/)(schema|paths|action-state)$/.test(file) || !file.startsWith("lib/");
    if (directive === "use client" && !typeOnly && !openToClients)
      say(`client code may take only schema, paths and action-state from lib, not ${file}`);
  }
}

function checkDoorUse(from: Place, noun: string, file: string, say: (why: string) => void) {
  if (from.noun === noun) {
    if (file === `lib/${noun}`) say("inside a module, import the file and not the door");
    return;
  }
  const door =
    file === `lib/${noun}` || file === `lib/${noun}/schema` || (from.layer === "entry" && file === `lib/${noun}/jobs`);
  if (!door) say(`enter ${noun} by a door: @/lib/${noun} or @/lib/${noun}/schema, not ${file}`);
  if (from.noun && rules.nouns.indexOf(noun) > rules.nouns.indexOf(from.noun))
    say(`${from.noun} comes before ${noun} in architecture.json`);
}

function checkTables({ path, text }: Source) {
  const { noun, layer } = place(path);
  // A benchmark fills tables faster than any operation would.
  if (rules.readsEveryTable.includes(noun ?? "") || path.startsWith("bench/")) return;
  const touched = [
    ...[...text.matchAll(PRISMA_CALL)].map((match) => ({
      at: match.index,
      owner: owners.models.get(match[1]!),
      name: match[1]!,
    })),
    ...[...text.matchAll(SQL_TABLE)].map((match) => ({
      at: match.index,
      owner: owners.tables.get(match[1]!),
      name: match[1]!,
    })),
  ];
  for (const { at, owner, name } of touched) {
    const allowed =
      owner === undefined ||
      owner === noun ||
      (owner === "platform" && layer === "lib/platform") ||
      readsByGrant(noun, name);
    if (!allowed)
      problems.push(`${path}:${lineAt(text, at)} ${noun ?? layer} touches ${name}, which belongs to ${owner}`);
  }
}

function readsByGrant(noun: string | undefined, table: string): boolean {
  return noun !== undefined && ((rules.setWiseReads as Record<string, string[]>)[noun] ?? []).includes(table);
}

function checkShape({ path, text, directive, exported }: Source) {
  const lines = text.split("\n").length;
  if (lines > rules.maxLines) problems.push(`${path}:1 ${lines} lines; the limit is ${rules.maxLines}`);
  if (BANNED_NAMES.test(path)) problems.push(`${path}:1 name the file after what it does`);
  for (const match of text.matchAll(/\$(?:query|execute)RawUnsafe/g))
    problems.push(`${path}:${lineAt(text, match.index)} SQL is built with bound parameters only`);
  if (directive !== "use server") return;
  for (const [name, at] of exported) {
    const made = text.slice(at).match(new RegExp(`^${name}\\s*=\\s*(\\w+)\\(`))?.[1];
    if (!/^(action|personAction|publicAction|staffAction)$/.test(made ?? ""))
      problems.push(`${path}:${lineAt(text, at)} a "use server" file exports only action(...): ${name}`);
  }
}

// A door is a list of re-exports; every function behind it is documented and takes the tenant first.
function checkDoor({ path, text }: Source) {
  const untenanted = rules.untenanted as Record<string, string>;
  for (const [, typeOnly, names, file] of text.matchAll(/export (type )?\{([^}]+)\} from "(\.[\w./-]+)"/g)) {
    const behind = byPath.get(join(dirname(path), file!));
    if (typeOnly || !behind) continue;
    for (const name of names!
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part && !part.startsWith("type "))) {
      const found = new RegExp(
        `export (?:async )?function\\*? ${name}\\b(?:<[^(]*>)?\\(\\s*(\\{[^}]*\\}[^,)]*|[^,)]*)`,
      ).exec(behind.text);
      if (!found) continue; // a constant, a class or a job
      const before = behind.text.slice(0, found.index).trimEnd();
      if (!before.endsWith("*/"))
        problems.push(`${behind.path}:${lineAt(behind.text, found.index)} ${name} needs its doc sentence`);
      if (!/^(tenant|\{[^}]*\}): Tenant\b/.test(found[1]!) && !(name in untenanted))
        problems.push(
          `${behind.path}:${lineAt(behind.text, found.index)} ${name} takes tenant: Tenant first, or is listed with its reason in architecture.json`,
        );
    }
  }
  const rest = text
    .replace(/import "server-only";|export (type )?\{[^}]+\} from "[^"]+";|\/\/.*|\/\*[\s\S]*?\*\//g, "")
    .trim();
  if (rest) problems.push(`${path}:1 a door only re-exports: ${rest.slice(0, 60)}`);
}

function read(path: string): Source {
  const text = readFileSync(path, "utf8");
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) problems.push(`${path}:1 does not parse: ${errors[0]!.message}`);
  const directive = (program.body[0] as { directive?: string } | undefined)?.directive;
  const statics = module.staticImports.map((found) => ({
    target: found.moduleRequest.value,
    at: found.start,
    kinds: found.entries.map((entry) => entry.isType),
  }));
  const again = module.staticExports.flatMap((found) =>
    found.entries
      .filter((entry) => entry.moduleRequest)
      .map((entry) => ({ target: entry.moduleRequest!.value, at: found.start, kinds: [entry.isType] })),
  );
  const dynamic = [...text.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g)].map((found) => ({
    target: found[1]!,
    at: found.index,
    kinds: [] as boolean[],
  }));
  const imports = [...statics, ...again, ...dynamic].map(({ target, at, kinds }) => ({
    line: lineAt(text, at),
    target: target.startsWith("./") ? `@/${join(dirname(path), target)}` : target,
    typeOnly: kinds.length > 0 && kinds.every(Boolean),
  }));
  const exported = new Map(
    module.staticExports
      .flatMap((found) => found.entries)
      .filter((entry) => entry.exportName.name && !entry.isType)
      .map((entry) => [entry.exportName.name!, entry.localName.start ?? entry.start]),
  );
  return { path, text, directive, imports, exported };
}

function place(path: string): Place {
  const noun = rules.nouns.find((name) => path === `lib/${name}` || path.startsWith(`lib/${name}/`));
  if (noun) return { noun, layer: "lib" };
  const layer = rules.layers
    .filter((name) => path === name || path.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)[0];
  return { noun, layer: layer ?? "entry" };
}

function rank({ layer }: Place): number {
  return layer === "entry" ? rules.layers.length : rules.layers.indexOf(layer);
}

function tableOwners() {
  const models = new Map<string, string>();
  const tables = new Map<string, string>();
  for (const file of globSync("prisma/schema/*.prisma")) {
    const noun = file.match(/([\w-]+)\.prisma$/)![1]!;
    for (const [, model, body] of readFileSync(file, "utf8").matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)) {
      models.set(model!.charAt(0).toLowerCase() + model!.slice(1), noun);
      tables.set(body!.match(/@@map\("(\w+)"\)/)?.[1] ?? model!, noun);
    }
  }
  return { models, tables };
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
