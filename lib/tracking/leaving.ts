import type { IncomingMessage, ServerResponse } from "node:http";
import type { DeliveryKey } from "@/lib/deliveries";
import { findLeaving, giveReason, leaveByLink, reasons, undoLeaving, type Reason } from "./departure";
import { leavingPage } from "./pages/leaving-page";
import { plainHeaders } from "./pages/page";
import type { Words } from "./pages/words";
import { send } from "./send";

const MOST_BYTES = 10_000;

/**
 * The unsubscribe link. GET shows a page and changes nothing, whoever follows it. POST acts: the button of a mail program
 * (RFC 8058: a body of List-Unsubscribe=One-Click, no cookie, no redirect, as often as it likes) or a button of the page.
 */
export async function answerLeaving(
  request: IncomingMessage,
  response: ServerResponse,
  key: DeliveryKey,
  words: Words,
): Promise<void> {
  if (request.method === "GET" || request.method === "HEAD")
    return send(response, 200, plainHeaders, leavingPage(words, await findLeaving(key), null));
  if (request.method !== "POST") return send(response, 405, { allow: "GET, HEAD, POST" }, "");

  const body = await readBody(request);
  if (body === null) return send(response, 413, {}, "");
  if (/List-Unsubscribe["\s]*(=|[\s\S]*?\r\n\r\n)\s*One-Click/i.test(body)) {
    await leaveByLink(key, "one-click");
    return send(response, 200, { "content-type": "text/plain", "cache-control": "no-store" }, "Unsubscribed.\n");
  }
  const said = await act(key, new URLSearchParams(body));
  send(
    response,
    said === "nothing" ? 400 : 200,
    plainHeaders,
    leavingPage(words, await findLeaving(key), said === "nothing" ? null : said),
  );
}

async function act(key: DeliveryKey, form: URLSearchParams): Promise<"reason" | "back" | "nothing" | null> {
  switch (form.get("do")) {
    case "list":
    case "account":
      await leaveByLink(key, form.get("do") as "list" | "account");
      return null;
    case "undo":
      await undoLeaving(key);
      return "back";
    case "reason": {
      const reason = form.get("reason");
      if (reasons.includes(reason as Reason)) await giveReason(key, reason as Reason);
      return reason ? "reason" : null;
    }
    default:
      return "nothing";
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
