import { unfold } from "./parts";

/** The fate of one recipient as a delivery status tells it (RFC 3464 2.3). */
export type Fate = { address: string; action: string; status: string; diagnostic: string };

const MOST_RECIPIENTS = 200;
const FIELD = /^([a-z][a-z-]{2,40})[ \t]*:(.*)$/i;

/** True for a text that holds the fields of a delivery status, whatever type it is said to be. */
export function looksLikeStatus(text: string): boolean {
  return /^(final|original)-recipient[ \t]*:/im.test(text) && /^(action|status)[ \t]*:/im.test(text);
}

/** Each recipient that a delivery status names. Fields in any case and order; a group that was torn apart is put together again. */
export function readFates(text: string): Fate[] {
  const fates: Fate[] = [];
  let open: Map<string, string> | null = null;
  for (const group of groupsOf(text)) {
    const names = group.has("final-recipient") || group.has("original-recipient");
    // RFC 3464 2.1 asks for an empty line between recipients; some put one between the fields of one.
    if (names || !open) {
      if (open) add(fates, open);
      open = names ? group : null;
    } else for (const [name, value] of group) if (!open.has(name)) open.set(name, value);
    if (fates.length >= MOST_RECIPIENTS) break;
  }
  if (open) add(fates, open);
  return fates;
}

function groupsOf(text: string): Map<string, string>[] {
  const groups: Map<string, string>[] = [new Map()];
  for (const line of unfold(text)) {
    let group = groups.at(-1)!;
    if (line.trim() === "") {
      if (group.size > 0) groups.push(new Map());
      continue;
    }
    const found = FIELD.exec(line.slice(0, 4_000));
    if (!found) continue;
    const name = found[1]!.toLowerCase();
    // The next recipient without an empty line before it.
    if (name === "final-recipient" && group.has("final-recipient")) groups.push((group = new Map()));
    if (!group.has(name)) group.set(name, found[2]!.trim());
  }
  return groups;
}

function add(fates: Fate[], fields: Map<string, string>): void {
  const original = recipient(fields.get("original-recipient") ?? "");
  const final = recipient(fields.get("final-recipient") ?? "");
  // What we wrote to comes first; the final one may be a name inside their house.
  const address = original.includes("@") ? original : final || original;
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get("status") ?? "")?.[0] ?? "";
  // A comment beside the status is all that some say.
  const comment = /\(([^()]{3,300})\)/.exec(fields.get("status") ?? "")?.[1];
  const said = [fields.get("diagnostic-code") ?? comment, fields.get("x-supplementary-info")].filter(Boolean).join(" ");
  fates.push({
    address,
    action: (fields.get("action") ?? "").toLowerCase().match(/[a-z]+/)?.[0] ?? "",
    status,
    // How a program ended is a number only, and says something by its kind only.
    diagnostic: said.replace(/^(?!x-unix *; *\d+ *$)[\w.+-]{1,30}[ \t]*;[ \t]*/i, "").slice(0, 2_000),
  });
}

// "rfc822; ana@example.com", with brackets, a comment, or encoded as xtext (RFC 3461 4).
function recipient(value: string): string {
  const bare = value.replace(/^[\w.+-]{1,30}[ \t]*;/, "").trim();
  const inside = /<([^<>\s]{1,320})>/.exec(bare)?.[1] ?? bare.split(/[\s(]/)[0]!;
  return inside
    .replaceAll("+2B", "+")
    .replaceAll("+3D", "=")
    .replace(/^mailto:/i, "")
    .slice(0, 320);
}
