import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { simpleParser, type ParsedMail } from "mailparser";
import { listPage, mailPage, missingPage, views, type View } from "./pages";
import type { Store } from "./store";
import { wordsFor } from "./words";

type Answer = { status?: number; type?: string; body?: string | Buffer; headers?: Record<string, string> };

const PAGE = 50;
const root = process.cwd();
const fonts = path.join(root, "node_modules/geist/dist/fonts");
const pagePolicy =
  "default-src 'none'; style-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
// A mail runs nothing, and loads pictures from this machine only.
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: http://localhost:* http://127.0.0.1:*; frame-ancestors 'self'";

/** The pages and the JSON of the mailbox on loopback. */
export async function startMailboxPages(store: Store, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    answer(store, request).then(
      (told) => tell(response, told),
      () => tell(response, { status: 500, body: "The mail could not be read." }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

async function answer(store: Store, request: IncomingMessage): Promise<Answer> {
  // A name that a stranger's site points at this machine must not open the mailbox to that site.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host ?? "")) return { status: 421, body: "" };
  const url = new URL(request.url ?? "/", "http://mailbox.invalid");
  const words = wordsFor(request.headers["accept-language"]);
  if (url.pathname === "/style.css") return style();
  if (url.pathname.startsWith("/font/")) return font(url.pathname);
  if (url.pathname.startsWith("/api/messages")) return api(store, request, url);
  if (url.pathname === "/clear" && request.method === "POST") {
    if (request.headers["sec-fetch-site"] && request.headers["sec-fetch-site"] !== "same-origin")
      return { status: 403, body: "" };
    store.clear();
    return { status: 303, headers: { location: "/" } };
  }
  if (url.pathname === "/") {
    const search = (url.searchParams.get("q") ?? "").slice(0, 200);
    const before = Number(url.searchParams.get("before")) || Infinity;
    const found = store.find({ text: search, before, limit: PAGE + 1 });
    const entries = found.slice(0, PAGE);
    const older = found.length > PAGE ? entries.at(-1)!.id : null;
    return html(listPage(words, { entries, search, total: store.count, older }));
  }
  const [, id, part] = /^\/mail\/(\d+)(\/html)?$/.exec(url.pathname) ?? [];
  const entry = id ? store.get(Number(id)) : undefined;
  if (!entry) return { ...html(missingPage(words)), status: 404 };
  const raw = await store.raw(entry.id);
  const mail = await simpleParser(raw, { skipImageLinks: true });
  if (part)
    return { body: mail.html ? withBlankTarget(mail.html) : "", headers: { "content-security-policy": mailPolicy } };
  const asked = url.searchParams.get("view") as View;
  return html(mailPage(words, entry, mail, raw.toString("utf8"), views.includes(asked) ? asked : "html"));
}

async function api(store: Store, request: IncomingMessage, url: URL): Promise<Answer> {
  if (request.method === "DELETE") return (store.clear(), json({ kept: 0 }));
  const [, id, raw] = /^\/api\/messages\/(\d+)(\/raw)?$/.exec(url.pathname) ?? [];
  if (!id) {
    const given = Object.fromEntries(url.searchParams);
    const limit = Math.min(Number(given.limit) || PAGE, 20_000);
    const found = store.find({ to: given.to ?? "", subject: given.subject ?? "", limit });
    return json({ total: store.count, messages: found });
  }
  const entry = store.get(Number(id));
  if (!entry) return { ...json({ reason: "not_found" }), status: 404 };
  const bytes = await store.raw(entry.id);
  if (raw) return { type: "message/rfc822", body: bytes };
  return json({ ...entry, ...contentOf(await simpleParser(bytes, { skipImageLinks: true })) });
}

function contentOf(mail: ParsedMail) {
  const htmlText = mail.html || "";
  const links = [...htmlText.matchAll(/href="([^"]+)"/g)].map((found) => found[1]!.replaceAll("&amp;", "&"));
  const headers = Object.fromEntries(
    mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(":") + 1).trim()]),
  );
  return { subject: mail.subject ?? "", text: mail.text ?? "", html: htmlText, links, headers };
}

// Links of a mail open beside the mailbox, never inside the frame.
function withBlankTarget(mailHtml: string): string {
  return `<base target="_blank">${mailHtml}`;
}

function style(): Answer {
  const css =
    readFileSync(path.join(root, "app/tokens.css"), "utf8") +
    readFileSync(path.join(root, "mailbox/style.css"), "utf8");
  return { type: "text/css; charset=utf-8", body: css };
}

function font(name: string): Answer {
  const file = {
    "/font/sans.woff2": "geist-sans/Geist-Variable.woff2",
    "/font/mono.woff2": "geist-mono/GeistMono-Variable.woff2",
  }[name];
  if (!file) return { status: 404, body: "" };
  return {
    type: "font/woff2",
    body: readFileSync(path.join(fonts, file)),
    headers: { "cache-control": "max-age=86400" },
  };
}

function html(body: string): Answer {
  return { body, headers: { "content-security-policy": pagePolicy } };
}

function json(value: unknown): Answer {
  return { type: "application/json", body: JSON.stringify(value) };
}

function tell(
  response: ServerResponse,
  { status = 200, type = "text/html; charset=utf-8", body = "", headers = {} }: Answer,
) {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    ...headers,
  });
  response.end(body);
}
