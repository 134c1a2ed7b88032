import type { Server, Socket } from "node:net";

const MOST_BYTES = 64 * 1024 * 1024;
const LOOK_MS = 1_000;

/**
 * Hang up on whoever stays too long or sends without an end, however lively they look: waiting for silence alone lets a client that drips one letter
 * a second hold its place for ever. An honest server that is cut off comes again, and what it brings twice counts once.
 */
export function guardConnections(server: Server, longestMs: number): void {
  const open = new Map<Socket, number>();
  const look = setInterval(
    () => {
      const now = performance.now();
      for (const [socket, since] of open)
        if (socket.destroyed) open.delete(socket);
        else if (now - since > longestMs || socket.bytesRead > MOST_BYTES) socket.destroy();
    },
    Math.min(LOOK_MS, longestMs / 2),
  );
  look.unref();
  server.on("connection", (socket) => {
    // That it is over is seen at the next look: encryption takes the listeners off the socket.
    open.set(socket, performance.now());
  });
  server.once("close", () => clearInterval(look));
}
