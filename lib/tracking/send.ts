import type { ServerResponse } from "node:http";

/** Answer and end. */
export function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body).toString(), ...headers });
  response.end(response.req.method === "HEAD" ? "" : body);
}
