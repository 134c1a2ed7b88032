import { createSign } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { returnPathOf } from "@/lib/bounces";
import { takeSes } from "@/lib/inbound/webhooks/ses";
import { newId } from "@/lib/platform/ids";
import { makeCertificate } from "@/tests/support/certificate";
import { DOMAIN } from "@/tests/support/returned";
import { makeTold, setUp, type Told } from "@/tests/support/webhooks";

const TOPIC = "arn:aws:sns:eu-west-1:123456789012:bounces";
const CERTIFICATE_URL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";
const amazon = makeCertificate("sns.amazonaws.com");
const end = setUp({ WEBHOOK_SES_TOPIC: TOPIC });
afterAll(end);

let about: Told;
let sending: Told["sending"];
let email: string;
beforeEach(async () => {
  about = await makeTold();
  ({ sending, email } = about);
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
    expect((await about.standing()).status).toBe("invalid");
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
  expect(await about.returns()).toEqual([]);
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
  expect((await about.standing()).softBounces).toBe(1);
  await ses(
    sns(sesBounce({ bounceSubType: "OnAccountSuppressionList", bouncedRecipients: [{ emailAddress: email }] })),
  );
  expect((await about.standing()).status).toBe("soft_bounced");
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
  expect((await about.standing()).status).toBe("unsubscribed");
});
