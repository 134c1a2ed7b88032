import { generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { takeWebhook } from "@/lib/inbound";
import { newId } from "@/lib/platform/ids";
import { makeTold, setUp, type Told } from "@/tests/support/webhooks";

const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const end = setUp({
  WEBHOOK_SENDGRID_KEY: ec.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
});
afterAll(end);

let about: Told;
let email: string;
beforeEach(async () => {
  about = await makeTold();
  ({ email } = about);
});

function sendgrid(events: unknown[], { key = ec.privateKey, at = Date.now() } = {}) {
  const body = Buffer.from(JSON.stringify(events));
  const timestamp = String(Math.floor(at / 1000));
  const signature = sign("sha256", Buffer.concat([Buffer.from(timestamp), body]), key).toString("base64");
  return {
    body,
    headers: new Headers({
      "x-twilio-email-event-webhook-signature": signature,
      "x-twilio-email-event-webhook-timestamp": timestamp,
    }),
  };
}

test("SendGrid: signed events are taken, each for its mail; one changed letter and none is", async () => {
  const events = [
    {
      event: "bounce",
      type: "bounce",
      email,
      "smtp-id": `<${about.messageId()}>`,
      reason: "550 5.1.1 User unknown",
      status: "5.1.1",
    },
    {
      event: "bounce",
      type: "blocked",
      email: "bento@example.com",
      "smtp-id": `<${about.messageId(2)}>`,
      reason: "554 listed",
    },
    { event: "delivered", email },
    { event: "open", email },
  ];
  const told = sendgrid(events);
  const changed = { ...told, body: Buffer.from(told.body.toString().replace("User", "user")) };
  const other = sendgrid(events, { key: generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey });
  const stale = sendgrid(events, { at: Date.now() - 26 * 3_600_000 });
  for (const wrong of [changed, other, stale, { body: told.body, headers: new Headers() }])
    await expect(takeWebhook("sendgrid", wrong, newId())).rejects.toMatchObject({ status: 401 });
  expect(await about.returns()).toEqual([]);
  expect(await takeWebhook("sendgrid", told, newId())).toEqual({ taken: 2, known: 0, unmatched: 0 });
  expect(await takeWebhook("sendgrid", told, newId())).toEqual({ taken: 0, known: 2, unmatched: 0 });
  expect((await about.standing()).status).toBe("invalid");
  expect((await about.standing(1)).status).toBe("unknown");
});

test("SendGrid: the last of many thousand events counts like the first", async () => {
  const strangers = Array.from({ length: 5_200 }, () => ({ event: "open" }));
  const aside = Array.from({ length: 2_100 }, (_, at) => ({ event: "bounce", email: `nobody-${at}@example.com` }));
  const complaint = { event: "spamreport", email, "smtp-id": about.messageId() };
  const all = sendgrid([...strangers, ...aside, complaint]);
  expect(await takeWebhook("sendgrid", all, newId())).toEqual({ taken: 1, known: 0, unmatched: 2_100 });
  expect((await about.standing()).status).toBe("unsubscribed");
});
