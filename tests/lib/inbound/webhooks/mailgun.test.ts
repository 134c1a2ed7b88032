import { createHmac } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { takeWebhook } from "@/lib/inbound";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { makeTold, post, setUp, type Told } from "@/tests/support/webhooks";

const KEY = "a signing key of mailgun";
const end = setUp({ WEBHOOK_MAILGUN_KEY: KEY });
afterAll(end);

let about: Told;
let email: string;
beforeEach(async () => {
  about = await makeTold();
  ({ email } = about);
});

function mailgun(data: Record<string, unknown>, { at = Date.now(), key = KEY } = {}) {
  const timestamp = String(Math.floor(at / 1000));
  const token = newId();
  const signature = createHmac("sha256", key)
    .update(timestamp + token)
    .digest("hex");
  return { signature: { timestamp, token, signature }, "event-data": data };
}
const failed = (more: Record<string, unknown> = {}) => ({
  event: "failed",
  severity: "permanent",
  reason: "bounce",
  recipient: email,
  "delivery-status": { code: 550, message: "5.1.1 No such user" },
  message: { headers: { "message-id": about.messageId() } },
  ...more,
});

test("Mailgun: a signed bounce counts once, however often it is told", async () => {
  const told = mailgun(failed());
  expect(await post("mailgun", told)).toEqual({ taken: 1, known: 0, unmatched: 0 });
  expect(await post("mailgun", told)).toEqual({ taken: 0, known: 1, unmatched: 0 });
  expect((await about.standing()).status).toBe("invalid");
  expect(await about.returns()).toMatchObject([{ source: "mailgun", class: "user_unknown", hard: true }]);
});

test("Mailgun: a token that was seen once carries no other message, though its signature is right", async () => {
  const told = mailgun({ event: "opened", recipient: email });
  expect(await post("mailgun", told)).toEqual({ taken: 0, known: 0, unmatched: 0 });
  const complaint = {
    event: "complained",
    recipient: email,
    message: { headers: { "message-id": about.messageId() } },
  };
  const forged = { ...told, "event-data": complaint };
  for (let tries = 0; tries < 2; tries++) await expect(post("mailgun", forged)).rejects.toMatchObject({ status: 401 });
  expect(await about.returns()).toEqual([]);
  expect(await post("mailgun", told)).toEqual({ taken: 0, known: 0, unmatched: 0 });
});

test("Mailgun: without a signature, with another's, an old one or one from the future nothing is taken", async () => {
  const other = mailgun(failed(), { key: "another key entirely" });
  const old = mailgun(failed(), { at: Date.now() - 10 * 3_600_000 });
  const ahead = mailgun(failed(), { at: Date.now() + 3_600_000 });
  for (const told of [{ "event-data": failed() }, other, old, ahead, {}, [], null, "text"])
    await expect(post("mailgun", told)).rejects.toMatchObject({ status: 401 });
  expect(await about.returns()).toEqual([]);
});

test("Mailgun: what a relay suppressed itself or tries again ends nobody's mail; a complaint does", async () => {
  await post(
    "mailgun",
    mailgun(
      failed({
        reason: "suppress-bounce",
        "delivery-status": { code: 605, message: "Not delivering to previously bounced address" },
      }),
    ),
  );
  await post(
    "mailgun",
    mailgun(failed({ severity: "temporary", "delivery-status": { code: 450, message: "try again later" } })),
  );
  expect((await about.standing()).status).toBe("unknown");
  await post(
    "mailgun",
    mailgun({ event: "complained", recipient: email, message: { headers: { "message-id": about.messageId() } } }),
  );
  expect((await about.standing()).status).toBe("unsubscribed");
});

test("an event about a mail we never sent, or another address than we wrote to, is nobody's", async () => {
  const strangers = [
    failed({ message: { headers: { "message-id": `${newId().replaceAll("-", "")}.1@shop.example` } } }),
    failed({ message: { headers: { "message-id": about.messageId(77) } } }),
    failed({ recipient: "bento@example.com" }),
    failed({ message: {} }),
    failed({ recipient: "" }),
  ];
  for (const told of strangers)
    expect(await post("mailgun", mailgun(told))).toEqual({ taken: 0, known: 0, unmatched: 1 });
  expect(await about.returns()).toEqual([]);
});

test("a provider that is not set up is not there, a network that posts too much is put off, and a message too large is refused", async () => {
  const posted = { body: Buffer.from("{}"), headers: new Headers() };
  const network = newId();
  const answers = await Promise.all(
    Array.from({ length: 640 }, () =>
      takeWebhook("mailgun", posted, network).catch((error: { status: number }) => error.status),
    ),
  );
  expect(answers.filter((status) => status === 401).length).toBeGreaterThanOrEqual(600);
  expect(answers).toContain(429);
  await expect(takeWebhook("mailgun", { ...posted, body: Buffer.alloc(2_000_001) }, newId())).rejects.toMatchObject({
    status: 413,
  });
  Object.assign(env(), { WEBHOOK_MAILGUN_KEY: undefined });
  await expect(takeWebhook("mailgun", posted, newId())).rejects.toMatchObject({ status: 404 });
  Object.assign(env(), { WEBHOOK_MAILGUN_KEY: KEY });
});
