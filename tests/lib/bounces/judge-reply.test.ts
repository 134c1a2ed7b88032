import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeReply } from "@/lib/bounces";

test.each([
  [{ code: 550, enhanced: "5.1.1", text: "User unknown" }, "user_unknown", true],
  [{ code: 550, enhanced: "5.1.1", text: "blocked by Spamhaus" }, "blocked", false],
  [{ code: 550, enhanced: "5.1.1", text: "mail refused, RBL" }, "blocked", false],
  [{ code: 550, enhanced: "5.1.1", text: "mailbox is full" }, "mailbox_full", false],
  [{ code: 550, enhanced: "5.4.1", text: "Recipient address rejected: Access denied" }, "user_unknown", true],
  [{ code: 554, enhanced: "5.7.1", text: "" }, "policy", false],
  [{ code: 550, enhanced: "5.0.0", text: "no such user" }, "user_unknown", true],
  [{ code: 450, enhanced: "4.1.1", text: "User unknown" }, "user_unknown", false],
  [{ code: 552, text: "" }, "mailbox_full", false],
  [{ code: 556, text: "" }, "host_unknown", true],
  [{ code: 550, text: "" }, "unclear", false],
  [{ code: 421, text: "" }, "transient", false],
  [{ text: "550 5.1.1 no such user here" }, "user_unknown", true],
] as const)("%j is %s", (reply, kind, hard) => {
  expect(judgeReply(reply)).toMatchObject({ class: kind, hard });
});

test.each([
  "550 5.1.1 Mail from outside the company is not delivered to this person",
  "550 5.1.1 your country may not send here",
  "550 5.1.1 recipient address rejected: too fast",
  "550 5.1.1 recipient address rejected: your mail is not wanted",
  "550 5.1.1 directory lookup failed, recipient could not be verified",
  "550 5.1.1 user database not available",
  "550 5.1.1 mailbox busy",
  "550 5.1.1 the user's mailbox is being moved to another server, try tomorrow",
  "550 5.1.1 message expired for unknown reason",
  "550 5.1.1 message body not found",
  "550 5.1.2 sending host name invalid",
  "550 5.4.4 the name server does not answer",
  "550 the account you send from does not exist",
  "550 no valid MX for your domain",
  "550 dictionary attack: invalid users",
  "550 5.4.1 Relay Access Denied",
  "450 mailbox unavailable",
  "552 5.7.1 recipient address rejected: mailbox quota of 512 MB used up",
  "550 5.1.1 judged to be unwanted advertising",
  "501 5.5.4 invalid address syntax in MAIL FROM",
])("%s is not final: it is about us, or in doubt", (text) => {
  expect(judgeReply({ text }).hard).toBe(false);
});

test.each([
  "550 5.7.1 user not in our books",
  "550 nobody lives here by that name",
  "550 5.1.1 not one of our customers",
  "550 5.1.1 Nobody here, says the last server",
  "550 5.1.1 not on this server",
  "550 5.1.1 recipient address rejected: client.example (in reply to RCPT TO command)",
  "550 5.1.2 neither MX nor A record",
  "550 cette adresse est fermée",
])("%s is final", (text) => {
  expect(judgeReply({ text }).hard).toBe(true);
});

test("an address or a name in the text is not taken for what the server says", () => {
  for (const local of ["spam", "blocked", "full.mailbox", "virus"])
    expect(judgeReply({ code: 550, text: `5.1.1 <${local}@example.com>: user unknown` }).class).toBe("user_unknown");
});

test("it answers any text, at once", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => void judgeReply({ text })));
  const started = performance.now();
  judgeReply({ text: "user mailbox message ".repeat(500_000) });
  expect(performance.now() - started).toBeLessThan(1_000);
});
