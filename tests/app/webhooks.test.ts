import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type RunningApp } from "@/tests/support/app";
import { returnsOf } from "@/tests/support/returned";
import { makeSending } from "@/tests/support/sendings";

const KEY = "a signing key of mailgun";
let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ WEBHOOK_MAILGUN_KEY: KEY });
}, 360_000);
afterAll(() => app.stop());

const post = (provider: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/api/inbound/${provider}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });

test("a signed event is taken by the program as served, without a session; unsigned, unknown and too large ones are refused", async () => {
  const sending = await makeSending(["ana"]);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", KEY).update(`${timestamp}token`).digest("hex");
  const told = {
    signature: { timestamp, token: "token", signature },
    "event-data": {
      event: "failed",
      severity: "permanent",
      recipient: "ana@example.com",
      "delivery-status": { code: 550, message: "no such user" },
      message: { headers: { "message-id": `${sending.campaignId.replaceAll("-", "")}.1@shop.example` } },
    },
  };
  const answer = await post("mailgun", JSON.stringify(told));
  expect([answer.status, await answer.json()]).toEqual([200, { taken: 1, known: 0, unmatched: 0 }]);
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(await returnsOf(sending.account)).toHaveLength(1);

  const forged = { ...told, signature: { ...told.signature, signature: signature.replace(/./, "x") } };
  expect((await post("mailgun", JSON.stringify(forged))).status).toBe(401);
  expect((await post("mailgun", "not json")).status).toBe(400);
  expect((await post("ses", "{}")).status).toBe(404);
  expect((await post("nobody", "{}")).status).toBe(400);
  expect((await post("mailgun", "x".repeat(2_100_000))).status).toBe(413);
  expect((await fetch(`${app.url}/api/inbound/mailgun`)).status).toBe(405);
});
