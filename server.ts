import { createServer, type IncomingMessage } from "node:http";
import next from "next";
import { closeDatabase } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { createFrontDoor, createTrackingHandler } from "@/lib/tracking";

const { PORT, HOST, APP_URL } = env();
const dev = process.env.NODE_ENV === "development";
const app = next({ dev, hostname: HOST, port: PORT });
await prepareQuietly();
const answer = app.getRequestHandler();
const upgrade = app.getUpgradeHandler();
const tracking = createTrackingHandler();
const enter = createFrontDoor(tracking, answer);

const server = createServer((request, response) => {
  nameClient(request);
  enter(request, response).catch((error: unknown) => {
    log.error({ err: error }, "a request failed");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
// Next's own development channel; in production nothing of ours upgrades, and what is asked for elsewhere is refused (CVE-2026-44578).
server.on("upgrade", (request, socket, head) => {
  if (!dev || !request.url?.startsWith("/_next/")) return socket.destroy();
  nameClient(request);
  upgrade(request, socket, head).catch(() => socket.destroy());
});
server.once("error", (error: NodeJS.ErrnoException) => {
  log.fatal(
    error.code === "EADDRINUSE" ? { port: PORT } : { err: error },
    `cannot listen on port ${PORT}: ${error.code}`,
  );
  process.exit(1);
});
server.listen(PORT, HOST, () => log.info({ address: APP_URL }, "the web server is ready"));

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
  server.closeIdleConnections();
  await new Promise((resolve) => server.close(resolve));
  await tracking.close();
  await app.close();
  await closeDatabase();
  process.exit(0);
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
process.once("disconnect", stop); // the one that started us is gone

// Next tells how long reading its settings took, which nobody who starts the program needs to know. Errors go another way.
async function prepareQuietly() {
  const { log: print } = console;
  if (!dev) console.log = () => {};
  await app.prepare();
  console.log = print;
}

// What a client says about its own address counts for nothing.
function nameClient(request: IncomingMessage) {
  request.headers["x-client-address"] = request.socket.remoteAddress ?? "";
}
