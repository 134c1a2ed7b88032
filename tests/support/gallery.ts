import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(".");

/** Serve one React file of the tests as a page, with the product's own styles, on a port of its own. */
export async function serveGallery(file: string): Promise<{ url: string; close: () => Promise<void> }> {
  const [script, style] = await Promise.all([bundle(file), styles()]);
  const server = createServer((request, response) => {
    const answers: Record<string, [string, string]> = {
      "/": ["text/html", page],
      "/page.js": ["text/javascript", script],
      "/page.css": ["text/css", style],
    };
    const [type, body] = answers[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => stop(server) };
}

const page = `<!doctype html><html lang="en"><head><title>Gallery</title><link rel="stylesheet" href="/page.css"></head>
<body><div id="root"></div><script type="module" src="/page.js"></script></body></html>`;

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"', "process.env": "{}" },
    alias: { "@": root },
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

// The style sheet is made by the same plugin as in the product; its own copy of postcss runs it.
async function styles(): Promise<string> {
  const own = createRequire(createRequire(import.meta.url).resolve("@tailwindcss/postcss"));
  const postcss = own("postcss") as typeof import("postcss").default;
  const tailwind = own(".") as () => import("postcss").Plugin;
  const from = path.join(root, "app/globals.css");
  const { css } = await postcss([tailwind()]).process(`@import "./globals.css";`, { from });
  return css;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}
