import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createHash, createHmac } from "node:crypto";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sesRelay } from "@/lib/deliveries/ses/transport";
import type { Transport } from "@/lib/deliveries/transport";

const SECRET = "sample+secret/of/no/account";
const message = {
  from: "b-abc234@in.example",
  to: "reader@example.com",
  raw: Buffer.from("From: a@example.com\r\n\r\nHi\r\n"),
};

type Seen = { request: IncomingMessage; body: string };
let seen: Seen[];
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let endpoint: string;
const server = createServer((request, response) => {
  void text(request).then((body) => {
    seen.push({ request, body });
    answer(response, request);
  });
});

beforeEach(async () => {
  seen = [];
  answer = (response) => json(response, 200, { MessageId: "0100-sample" });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

const json = (response: ServerResponse, status: number, body: object, type?: string) => {
  response.writeHead(status, { "content-type": "application/json", ...(type ? { "x-amzn-errortype": type } : {}) });
  response.end(JSON.stringify(body));
};
const open = (to = endpoint, messageMs = 2_000): Transport =>
  sesRelay({
    key: "ses",
    region: "sa-east-1",
    accessKeyId: "AKIASAMPLE",
    secretAccessKey: SECRET,
    configurationSet: "news",
    connections: 1,
    perSecond: null,
    endpoint: to,
  }).open({ messageMs });

test("a message goes as one signed request and comes back with the provider's id", async () => {
  expect(await open().send(message)).toEqual({ kind: "accepted", code: 250, enhanced: null, text: "0100-sample" });
  const [{ request, body }] = seen as [Seen];
  expect(`${request.method} ${request.url}`).toBe("POST /v2/email/outbound-emails");
  const sent = JSON.parse(body) as { Content: { Raw: { Data: string } } };
  expect(Buffer.from(sent.Content.Raw.Data, "base64").equals(message.raw)).toBe(true);
  expect(sent).toMatchObject({
    Destination: { ToAddresses: ["reader@example.com"] },
    ConfigurationSetName: "news",
    EmailTags: [{ Name: "mailee", Value: "b-abc234" }],
  });
  expect(request.headers.authorization).toBe(signatureOf(request, body));
});

test.each([
  [400, "MessageRejected", "policy"],
  [400, "AccountSuspendedException", "policy"],
  [400, "MailFromDomainNotVerifiedException:http://internal.amazon.com/", "policy"],
  [400, "SendingPausedException", "policy"],
  [403, "SignatureDoesNotMatch", "relay"],
  [403, "AccessDeniedException", "relay"],
  [429, "TooManyRequestsException", "deferred"],
  [400, "LimitExceededException", "deferred"],
  [500, "InternalFailure", "deferred"],
  [503, "ServiceUnavailable", "deferred"],
  [413, "RequestEntityTooLarge", "refused"],
] as const)("%i %s is %s", async (status, type, kind) => {
  answer = (response) => json(response, status, { message: "in words" }, type);
  const outcome = await open().send(message);
  expect(outcome.kind).toBe(kind);
  expect(outcome.text).toContain("in words");
  expect(outcome.text).toContain(type.split(":")[0]);
});

test("no way to the provider: nobody was tried", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, "close");
  expect((await open(`http://127.0.0.1:${port}`).send(message)).kind).toBe("relay");
});

test("a connection that breaks after the request, silence, and a yes that cannot be read may all have been a yes", async () => {
  answer = (_, request) => request.socket.destroy();
  expect((await open().send(message)).kind).toBe("ambiguous");
  answer = () => {};
  expect((await open(endpoint, 200).send(message)).kind).toBe("ambiguous");
  answer = (response) => response.writeHead(200).end("<html>");
  expect((await open().send(message)).kind).toBe("ambiguous");
});

/** AWS Signature Version 4, worked out here from its description. */
function signatureOf(request: IncomingMessage, body: string): string {
  const hmac = (key: string | Buffer, value: string) => createHmac("sha256", key).update(value).digest();
  const sha = (value: string) => createHash("sha256").update(value).digest("hex");
  const date = request.headers["x-amz-date"] as string;
  const signed = /SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? "")![1]!;
  const headers = signed
    .split(";")
    .map((name) => `${name}:${String(request.headers[name])}\n`)
    .join("");
  const canonical = ["POST", request.url, "", headers, signed, sha(body)].join("\n");
  const scope = `${date.slice(0, 8)}/sa-east-1/ses/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, sha(canonical)].join("\n");
  const key = [date.slice(0, 8), "sa-east-1", "ses", "aws4_request"].reduce<string | Buffer>(
    (last, part) => hmac(last, part),
    `AWS4${SECRET}`,
  );
  return `AWS4-HMAC-SHA256 Credential=AKIASAMPLE/${scope}, SignedHeaders=${signed}, Signature=${hmac(key, toSign).toString("hex")}`;
}
