import { readFileSync } from "node:fs";
import path from "node:path";

const built = (file: string) => JSON.parse(readFileSync(path.resolve(".next", file), "utf8")) as Record<string, never>;

/** Every address pattern of the product as built, with the folder it comes from: `/lists/[id]` of `/(dashboard)/lists/[id]/page`. */
export function builtRoutes(): { source: string; pattern: string }[] {
  const routes = built("app-path-routes-manifest.json") as Record<string, string>;
  return Object.entries(routes)
    .filter(([source]) => !source.startsWith("/_") && !source.includes("."))
    .map(([source, pattern]) => ({ source, pattern }));
}

/** Every server action as built: its id, and an address that knows it. */
export function builtActions(): { id: string; address: string }[] {
  const { node } = built("server/server-reference-manifest.json") as unknown as {
    node: Record<string, { workers: Record<string, unknown> }>;
  };
  const patterns = new Map(builtRoutes().map(({ source, pattern }) => [`app${source}`, pattern]));
  return Object.entries(node).map(([id, { workers }]) => {
    const worker = Object.keys(workers).sort((one, other) => one.length - other.length)[0]!;
    return { id, address: patterns.get(worker) ?? "/" };
  });
}

/** An address from its pattern: each `[part]` filled with what is known for it, else with one id. */
export function fillPattern(pattern: string, known: Record<string, string>, id: string): string {
  const [, place = ""] = pattern.split("/");
  return pattern.replace(/\[(?:\.{3})?(\w+)\]/g, (_, name: string) => known[`${place}.${name}`] ?? id);
}
