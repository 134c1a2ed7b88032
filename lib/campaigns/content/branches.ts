import type { Branch, Flat, Mark, Piece, Segment } from "./plan";

/** Marks as branches, each with its ways. Null when a mark is left over, or one has no beginning. */
export function nest(flat: Flat[]): Segment[] | null {
  const whole: Segment[] = [];
  const open: Branch[] = [];
  const here = () => open.at(-1)?.ways.at(-1)!.segments ?? whole;
  for (const part of flat) {
    if (!isMark(part)) here().push(part);
    else if (part.kind === "if") {
      const branch: Branch = { kind: "branch", ways: [{ test: part.test, segments: [] }] };
      here().push(branch);
      open.push(branch);
    } else if (part.kind === "end") {
      if (!open.pop()) return null;
    } else {
      const ways = open.at(-1)?.ways;
      if (!ways || ways.at(-1)!.test === null) return null;
      ways.push({ test: part.kind === "elsif" ? part.test : null, segments: [] });
    }
  }
  return open.length > 0 ? null : whole;
}

/** What everybody gets: the parts that stand under no condition. */
export function forAll(flat: Flat[]): Flat[] {
  let depth = 0;
  return flat.filter((part) => {
    const kind = typeof part === "string" ? "" : part.kind;
    if (kind === "if") depth++;
    if (kind === "end") depth--;
    return depth === 0 && kind !== "end";
  });
}

/** The same without any marks: everything that somebody may get. */
export function withoutMarks(flat: Flat[]): Piece[] {
  return flat.filter((part): part is Piece => !isMark(part));
}

/** The most that a reader can get: of each branch the way with the most letters. */
export function longest(segments: Segment[]): Segment[] {
  return segments.flatMap((part) => {
    if (typeof part === "string" || part.kind !== "branch") return [part];
    const ways = part.ways.map((way) => longest(way.segments));
    return ways.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0]!;
  });
}

function isMark(part: Flat): part is Mark {
  return typeof part === "object" && ["if", "elsif", "else", "end"].includes(part.kind);
}

const SLOT = 60; // about as long as a link or a name

function lengthOf(segments: Segment[]): number {
  return segments.reduce((sum, part) => sum + (typeof part === "string" ? part.length : SLOT), 0);
}
