import type { IncomingMessage, ServerResponse } from "node:http";
import { readPersonalLink, type LinkPurpose } from "@/lib/deliveries";
import { AppError } from "@/lib/platform/errors";
import { chooseLocale, isLocale } from "@/lib/platform/locales";
import { log } from "@/lib/platform/log";
import { HitBatch } from "./batch";
import { answerLeaving } from "./leaving";
import { linkTarget } from "./link-target";
import { brokenPage } from "./pages/leaving-page";
import { plainHeaders } from "./pages/page";
import { wordsIn, type Words } from "./pages/words";
import { send } from "./send";
import { webVersion } from "./web-version";

export type TrackingHandler = {
  /** Answers a link of a mail and returns true, or leaves the request alone and returns false. Under an account's own host: its links only. */
  handle: (request: IncomingMessage, response: ServerResponse, accounts?: readonly string[]) => boolean;
  /** What is said where there is nothing: in the words of links. */
  refuse: (request: IncomingMessage, response: ServerResponse, status: number) => void;
  /** Write what is collected. Before a process ends. */
  close: () => Promise<void>;
};

const GIF = Buffer.from("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==", "base64");
const ROUTE = /^\/(o|c|u|w)\/([\w-]{20,200})(\.gif)?(?:\?(.*))?$/;
const PURPOSE: Record<string, LinkPurpose> = { o: "open", c: "click", u: "unsubscribe", w: "web" };
const WEB_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'none'";

/**
 * Answers the links of mails on a plain server, in front of the application: openings, clicks, leaving, web version. It needs no session, sets no cookie, and
 * stands while the application is being built anew.
 */
export function createTrackingHandler(): TrackingHandler {
  const batch = new HitBatch();
  return {
    handle: (request, response, accounts) => {
      const found = ROUTE.exec(request.url ?? "");
      if (!found) return false;
      answer(batch, { request, response, accounts }, found).catch((error: unknown) => fail(request, response, error));
      return true;
    },
    refuse: (request, response, status) => send(response, status, plainHeaders, brokenPage(wordsOf(request, ""))),
    close: () => batch.flush(),
  };
}

type Asked = { request: IncomingMessage; response: ServerResponse; accounts: readonly string[] | undefined };

async function answer(batch: HitBatch, { request, response, accounts }: Asked, found: RegExpExecArray) {
  const [, letter = "", token = "", , query = ""] = found;
  const read = readPersonalLink(PURPOSE[letter]!, token);
  // Under somebody's name nobody else's links lead anywhere.
  const key = read && (!accounts || accounts.includes(read.accountId)) ? read : null;
  const words = wordsOf(request, query);
  const agent = request.headers["user-agent"] ?? "";
  const method = request.method ?? "GET";
  if (letter === "o") {
    // A picture comes back in any case: a broken one in somebody's mail helps nobody.
    if (key) batch.add({ ...key, link: null, kind: "open", at: new Date(), agent, method });
    return send(
      response,
      200,
      { "content-type": "image/gif", "cache-control": "no-store, max-age=0", "referrer-policy": "no-referrer" },
      GIF,
    );
  }
  if (!key) return send(response, 404, plainHeaders, brokenPage(words));
  if (letter === "u") return answerLeaving(request, response, key, words);
  if (method !== "GET" && method !== "HEAD") return send(response, 405, { allow: "GET, HEAD" }, "");
  if (letter === "w")
    return send(response, 200, { ...plainHeaders, "content-security-policy": WEB_POLICY }, await webVersion(key));

  const target = await linkTarget(key.accountId, key.campaignId, key.link!);
  if (!target) return send(response, 404, plainHeaders, brokenPage(words));
  batch.add({ ...key, kind: "click", at: new Date(), agent, method });
  send(
    response,
    302,
    {
      location: asciiOf(target),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    },
    "",
  );
}

// The reader's choice on the page, else what the browser asks for.
function wordsOf(request: IncomingMessage, query: string): Words {
  const asked = new URLSearchParams(query).get("lang");
  return wordsIn(isLocale(asked) ? asked : chooseLocale(request.headers["accept-language"]));
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown) {
  if (response.headersSent) return response.end();
  if (error instanceof AppError && error.code === "not_found")
    return send(response, 404, plainHeaders, brokenPage(wordsOf(request, "")));
  log.error({ err: error }, "a link of a mail could not be answered");
  send(response, 503, { "retry-after": "30", "cache-control": "no-store" }, "");
}

// A header is ASCII (RFC 9110 5.5); a link may hold what the author typed.
function asciiOf(url: string): string {
  try {
    return new URL(url).href;
  } catch {
    return encodeURI(url);
  }
}
