import { Parser } from "htmlparser2";
import { readOutlookPart, type OutlookToken } from "./outlook-part";
import type { Piece } from "./plan";

/**
 * What Outlook reads and nobody else does (`only`), or everybody else and not Outlook (`unless`, until `end`): conditional comments,
 * as templates of tables need them.
 */
export type Condition =
  | { kind: "only"; test: string; tokens: OutlookToken[] }
  | { kind: "unless"; test: string }
  | { kind: "end" };

/** The element that stands for a condition while the mail is cleaned, which drops comments. Its id is the place in the list. */
export const CONDITION = "x-condition";

const TEST = String.raw`\[if ([\w\s!&|().]{1,60})\]>`;
const ONLY = new RegExp(String.raw`^${TEST}([\s\S]*)<!\[endif\]$`, "i");
const UNLESS = new RegExp(String.raw`^${TEST}\s*<!(?:--)?$`, "i");
const END = /^\s*<!\[endif\]$/i;

/**
 * Take the conditional comments of an author's HTML out of it, leaving an element in the place of each. All or none: where one holds
 * what mail cannot carry, Outlook reads what everybody reads. `refused` is what that was.
 */
export function liftConditions(html: string): { html: string; conditions: Condition[]; refused: string | null } {
  const comments = /<!--\s*(?:\[if|<!\[endif)/i.test(html) ? findComments(html) : [];
  const conditions: Condition[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, text } of comments) {
    const condition = readCondition(text);
    if (condition === null) continue;
    if ("refused" in condition) return { html, conditions: [], refused: condition.refused };
    pieces.push(html.slice(from, start), `<${CONDITION} id="${conditions.length}"></${CONDITION}>`);
    conditions.push(condition);
    from = end;
  }
  return { html: pieces.join("") + html.slice(from), conditions, refused: null };
}

/** How the author's own is written where the condition stands. */
export type Pen = {
  text: (text: string) => Piece[];
  css: (css: string) => Piece[];
  attribute: (element: string, name: string, value: string) => Piece[];
};

/** A condition as a comment again, everything in it written anew and escaped. */
export function writeCondition(condition: Condition, pen: Pen): Piece[] {
  if (condition.kind === "end") return ["<!--<![endif]-->"];
  if (condition.kind === "unless") return [`<!--[if ${condition.test}]><!-->`];
  return [
    `<!--[if ${condition.test}]>`,
    ...condition.tokens.flatMap((token) => writeToken(token, pen)),
    "<![endif]-->",
  ];
}

function writeToken(token: OutlookToken, pen: Pen): Piece[] {
  if (token.kind === "text") return pen.text(token.text);
  if (token.kind === "css") return ["<style>", ...pen.css(token.css), "</style>"];
  if (token.kind === "close") return [`</${token.name}>`];
  const attributes = Object.entries(token.attributes).flatMap(([key, value]) => pen.attribute(token.name, key, value));
  return [`<${token.name}`, ...attributes, token.closed ? " />" : ">"];
}

function readCondition(text: string): Condition | { refused: string } | null {
  if (END.test(text)) return { kind: "end" };
  const unless = UNLESS.exec(text);
  if (unless) return { kind: "unless", test: unless[1]!.trim() };
  const only = ONLY.exec(text);
  if (!only) return null;
  const tokens = readOutlookPart(only[2]!);
  return Array.isArray(tokens) ? { kind: "only", test: only[1]!.trim(), tokens } : tokens;
}

function findComments(html: string): { start: number; end: number; text: string }[] {
  const comments: { start: number; end: number; text: string }[] = [];
  const parser: Parser = new Parser({
    oncomment: (text) => void comments.push({ start: parser.startIndex, end: parser.endIndex + 1, text }),
  });
  parser.end(html);
  return comments;
}
