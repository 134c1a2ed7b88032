import { createHmac, createSign, generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { returnPathOf } from "@/lib/bounces";
import { takeWebhook } from "@/lib/inbound";
import { takeSes } from "@/lib/inbound/webhooks/ses";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { makeCertificate } from "@/tests/support/certificate";
import { DOMAIN, returnsOf, standingOf } from "@/tests/support/returned";
import { makeSending, type Sending } from "@/tests/support/sendings";

const TOPIC = "arn:aws:sns:eu-west-1:123456789012:bounces";
const CERTIFICATE_URL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";
const amazon = makeCertificate("sns.amazonaws.com");
const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const settings = {
  WEBHOOK_SES_TOPIC: TOPIC,
  WEBHOOK_SENDGRID_KEY: ec.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
  WEBHOOK_POSTMARK_SECRET: "postmark:a long password",
  WEBHOOK_MAILGUN_KEY: "a signing key of mailgun",
};
beforeAll(() => void Object.assign(env(), settings));
afterAll(() => void Object.assign(env(), Object.fromEntries(Object.keys(settings).map((name) => [name, undefined]))));

let sending: Sending;
let email: string;
beforeEach(async () => {
  sending = await makeSending(["ana", "bento"]);
  email = "ana@example.com";
});
const messageId = (seq = 1) => `${sending.campaignId.replaceAll("-", "")}.${seq}@shop.example`;
const standing = () => standingOf(sending.account, sending.contactIds[0]!);
const post = (
  provider: "ses" | "sendgrid" | "postmark" | "mailgun",
  body: unknown,
  headers: Record<string, string> = {},
) => takeWebhook(provider, { body: Buffer.from(JSON.stringify(body)), headers: new Headers(headers) }, newId());

function mailgun(data: Record<string, unknown>, { at = Date.now(), key = settings.WEBHOOK_MAILGUN_KEY } = {}) {
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
  message: { headers: { "message-id": messageId() } },
  ...more,
});

test("Mailgun: a signed bounce counts once, however often it is told", async () => {
  const told = mailgun(failed());
  expect(await post("mailgun", told)).toEqual({ taken: 1, known: 0, unmatched: 0 });
  expect(await post("mailgun", told)).toEqual({ taken: 0, known: 1, unmatched: 0 });
  expect((await standing()).status).toBe("invalid");
  expect(await returnsOf(sending.account)).toMatchObject([{ source: "mailgun", class: "user_unknown", hard: true }]);
});

test("Mailgun: without a signature, with another's, an old one or one from the future nothing is taken", async () => {
  const other = mailgun(failed(), { key: "another key entirely" });
  const old = mailgun(failed(), { at: Date.now() - 10 * 3_600_000 });
  const ahead = mailgun(failed(), { at: Date.now() + 3_600_000 });
  for (const told of [{ "event-data": failed() }, other, old, ahead, {}, [], null, "text"])
    await expect(post("mailgun", told)).rejects.toMatchObject({ status: 401 });
  expect(await returnsOf(sending.account)).toEqual([]);
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
  expect((await standing()).status).toBe("unknown");
  await post(
    "mailgun",
    mailgun({ event: "complained", recipient: email, message: { headers: { "message-id": messageId() } } }),
  );
  expect((await standing()).status).toBe("unsubscribed");
});

test("an event about a mail we never sent, or another address than we wrote to, is nobody's", async () => {
  const strangers = [
    failed({ message: { headers: { "message-id": `${newId().replaceAll("-", "")}.1@shop.example` } } }),
    failed({ message: { headers: { "message-id": messageId(77) } } }),
    failed({ recipient: "bento@example.com" }),
    failed({ message: {} }),
  ];
  for (const told of strangers)
    expect(await post("mailgun", mailgun(told))).toEqual({ taken: 0, known: 0, unmatched: 1 });
  expect(await returnsOf(sending.account)).toEqual([]);
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
      "smtp-id": `<${messageId()}>`,
      reason: "550 5.1.1 User unknown",
      status: "5.1.1",
    },
    {
      event: "bounce",
      type: "blocked",
      email: "bento@example.com",
      "smtp-id": `<${messageId(2)}>`,
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
  expect(await returnsOf(sending.account)).toEqual([]);
  expect(await takeWebhook("sendgrid", told, newId())).toEqual({ taken: 2, known: 0, unmatched: 0 });
  expect(await takeWebhook("sendgrid", told, newId())).toEqual({ taken: 0, known: 2, unmatched: 0 });
  expect((await standing()).status).toBe("invalid");
  expect((await standingOf(sending.account, sending.contactIds[1]!)).status).toBe("unknown");
});

test("Postmark: with its password a bounce is taken by the return path in what it returns; without it nothing is", async () => {
  const Content = `Return-Path: <${returnPathOf(sending.key(1), DOMAIN)}>\r\n\r\nHello`;
  const bounce = {
    RecordType: "Bounce",
    Type: "HardBounce",
    Email: email,
    Details: "smtp;550 5.1.1 unknown user",
    Content,
  };
  const authorization = `Basic ${Buffer.from(settings.WEBHOOK_POSTMARK_SECRET).toString("base64")}`;
  for (const wrong of [
    "",
    "Basic",
    "Basic cG9zdG1hcms6",
    `Basic ${Buffer.from("postmark:a long Password").toString("base64")}`,
  ])
    await expect(post("postmark", bounce, wrong ? { authorization: wrong } : {})).rejects.toMatchObject({
      status: 401,
    });
  expect(await post("postmark", bounce, { authorization })).toEqual({ taken: 1, known: 0, unmatched: 0 });
  expect((await standing()).status).toBe("invalid");
  const complaint = { RecordType: "SpamComplaint", Type: "SpamComplaint", Email: email, Content };
  await post("postmark", complaint, { authorization });
  expect((await standing()).status).toBe("unsubscribed");
  const answered = { RecordType: "Bounce", Type: "AutoResponder", Email: email, Content };
  expect(await post("postmark", answered, { authorization })).toEqual({ taken: 0, known: 0, unmatched: 0 });
});

type Sns = {
  type?: string;
  version?: "1" | "2";
  topic?: string;
  url?: string;
  key?: typeof amazon.key;
  at?: number;
  more?: Record<string, string>;
};
function sns(
  told: unknown,
  {
    type = "Notification",
    version = "2",
    topic = TOPIC,
    url = CERTIFICATE_URL,
    key = amazon.key,
    at = Date.now(),
    more = {},
  }: Sns = {},
) {
  const message: Record<string, string> = {
    Type: type,
    MessageId: newId(),
    TopicArn: topic,
    Message: typeof told === "string" ? told : JSON.stringify(told),
    Timestamp: new Date(at).toISOString(),
    ...more,
  };
  const names = ["Message", "MessageId", "SubscribeURL", "Subject", "Timestamp", "Token", "TopicArn", "Type"].filter(
    (name) => message[name] !== undefined,
  );
  const text = names.map((name) => `${name}\n${message[name]}\n`).join("");
  const Signature = createSign(version === "2" ? "RSA-SHA256" : "RSA-SHA1")
    .update(text)
    .sign(key, "base64");
  return { ...message, SignatureVersion: version, Signature, SigningCertURL: url };
}

const asked: string[] = [];
async function ses(message: unknown, pem = amazon.pem) {
  const fetchText = async (url: string) => {
    asked.push(url);
    return url.endsWith(".pem") ? pem : "confirmed";
  };
  return takeSes({ body: Buffer.from(JSON.stringify(message)), headers: new Headers() }, { fetchText });
}
const sesBounce = (more = {}) => ({
  notificationType: "Bounce",
  mail: { source: returnPathOf(sending.key(1), DOMAIN), headers: [] },
  bounce: {
    bounceType: "Permanent",
    bounceSubType: "General",
    bouncedRecipients: [{ emailAddress: email, status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" }],
    ...more,
  },
});

test.each(["1", "2"] as const)(
  "SES: a message of the topic, signed the way of version %s, is taken once",
  async (version) => {
    const message = sns(sesBounce(), { version });
    expect(await ses(message)).toEqual({ taken: 1, known: 0, unmatched: 0 });
    expect(await ses(message)).toEqual({ taken: 0, known: 1, unmatched: 0 });
    expect((await standing()).status).toBe("invalid");
  },
);

test("SES: a mail that it sent under names of its own is known by its tag", async () => {
  const told = sesBounce();
  const [tag] = returnPathOf(sending.key(1), DOMAIN).split("@");
  const mail = {
    source: "news@shop.example",
    headers: [],
    tags: { mailee: [tag] },
    commonHeaders: { messageId: "<0100@email.amazonses.com>" },
  };
  expect(await ses(sns({ ...told, mail }))).toEqual({ taken: 1, known: 0, unmatched: 0 });
});

test("SES: another topic, another key, a changed message, an old one and a certificate from elsewhere are refused, and nothing is fetched from there", async () => {
  asked.length = 0;
  const elsewhere = [
    "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
    "http://sns.eu-west-1.amazonaws.com/a.pem",
    "https://evil.example/sns.eu-west-1.amazonaws.com/a.pem",
    "https://sns.eu-west-1.amazonaws.com@evil.example/a.pem",
    "https://sns.eu-west-1.amazonaws.com:8443/a.pem",
    "https://169.254.169.254/latest/a.pem",
    "https://bucket.s3.amazonaws.com/a.pem",
    "not an address",
  ];
  const wrong = [
    sns(sesBounce(), { topic: `${TOPIC}-other` }),
    sns(sesBounce(), { key: makeCertificate("other").key }),
    { ...sns(sesBounce()), Message: JSON.stringify(sesBounce({ bounceSubType: "Other" })) },
    sns(sesBounce(), { at: Date.now() - 26 * 3_600_000 }),
    ...elsewhere.map((url) => sns(sesBounce(), { url })),
    { ...sns(sesBounce()), Signature: "" },
    {},
    [],
  ];
  for (const message of wrong) await expect(ses(message)).rejects.toMatchObject({ status: 401 });
  expect(new Set(asked.filter((url) => url !== CERTIFICATE_URL))).toEqual(new Set());
  expect(await returnsOf(sending.account)).toEqual([]);
});

test("SES: a certificate that has run out proves nothing", async () => {
  const old = makeCertificate("sns.amazonaws.com", { to: "20210101000000Z" });
  const url = "https://sns.us-east-1.amazonaws.com/old.pem";
  await expect(ses(sns(sesBounce(), { url, key: old.key }), old.pem)).rejects.toMatchObject({ status: 401 });
});

test("SES: a subscription is confirmed for our topic, at Amazon's address and nowhere else", async () => {
  asked.length = 0;
  const SubscribeURL = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1";
  const confirmation = (more: Record<string, string>, topic = TOPIC) =>
    sns("You have chosen to subscribe", { type: "SubscriptionConfirmation", topic, more: { Token: "1", ...more } });
  await ses(confirmation({ SubscribeURL }));
  expect(asked).toContain(SubscribeURL);
  asked.length = 0;
  await expect(ses(confirmation({ SubscribeURL }, `${TOPIC}2`))).rejects.toMatchObject({ status: 401 });
  await expect(ses(confirmation({ SubscribeURL: "https://evil.example/" }))).rejects.toMatchObject({ status: 400 });
  expect(asked.filter((url) => !url.endsWith(".pem"))).toEqual([]);
});

test("SES: complaints suppress, a full mailbox is soft, what Amazon suppressed itself says nothing, a message of the console is let pass", async () => {
  await ses(
    sns(
      sesBounce({
        bounceType: "Transient",
        bounceSubType: "MailboxFull",
        bouncedRecipients: [{ emailAddress: email }],
      }),
    ),
  );
  expect((await standing()).softBounces).toBe(1);
  await ses(
    sns(sesBounce({ bounceSubType: "OnAccountSuppressionList", bouncedRecipients: [{ emailAddress: email }] })),
  );
  expect((await standing()).status).toBe("soft_bounced");
  expect(await ses(sns("Successfully validated SNS topic for Amazon SES event publishing."))).toEqual({
    taken: 0,
    known: 0,
    unmatched: 0,
  });
  const complaint = {
    notificationType: "Complaint",
    mail: sesBounce().mail,
    complaint: { complainedRecipients: [{ emailAddress: email }] },
  };
  await ses(sns(complaint));
  expect((await standing()).status).toBe("unsubscribed");
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
  Object.assign(env(), settings);
});
