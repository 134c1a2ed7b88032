import { readParts } from "./classify/parts";

const MOST_HOPS = 30; // a letter of a person has passed through ten servers, not thirty (RFC 5321 6.3)
const MARKS = ["list-id", "list-post", "list-unsubscribe", "feedback-id", "x-loop"];

/** True for a letter that reads like a person's and was passed on by a machine: of a list, in bulk, without a sender to answer (`sender` empty), or in circles. Nothing of it may be passed on (RFC 3834 2). */
export function hasMachineMarks(raw: Uint8Array, sender?: string): boolean {
  const { head, headers } = readParts(raw)[0]!;
  if (sender === "" || /^<\s*>$/.test(headers.get("return-path")?.trim() ?? "")) return true;
  if (/^(bulk|list|junk)\b/i.test(headers.get("precedence")?.trim() ?? "")) return true;
  if (!/^(no\b|$)/i.test(headers.get("auto-submitted")?.trim() ?? "")) return true;
  return MARKS.some((name) => headers.has(name)) || (head.match(/^received[ \t]*:/gim)?.length ?? 0) > MOST_HOPS;
}
