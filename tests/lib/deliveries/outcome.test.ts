import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeLoss, judgeReply, type OutcomeKind, type Phase } from "@/lib/deliveries/outcome";
import { nextDelay, retryDelays } from "@/lib/deliveries/retry";

const judge = (phase: Phase, line: string) => {
  const [, code = "0", enhanced = null, text = ""] = /^(\d{3}) (?:(\d\.\d+\.\d+) )?(.*)$/.exec(line) ?? [];
  return judgeReply(phase, { code: Number(code), enhanced, text }).kind;
};

describe("what a reply means", () => {
  test.each<[Phase, string, OutcomeKind]>([
    ["body", "250 2.0.0 Ok queued", "accepted"],
    ["rcpt", "421 4.7.0 Too many connections", "deferred"],
    ["rcpt", "450 4.2.1 Greylisted", "deferred"],
    ["rcpt", "451 4.7.1 Try again later", "deferred"],
    ["body", "452 4.3.1 Out of storage", "deferred"],
    ["rcpt", "550 5.1.1 User unknown", "hard_bounce"],
    ["rcpt", "550 No such user here", "hard_bounce"],
    ["rcpt", "551 User not local", "hard_bounce"],
    ["rcpt", "550 5.2.1 Mailbox disabled", "hard_bounce"],
    ["rcpt", "550 5.1.2 No such domain", "hard_bounce"],
    ["body", "550 5.1.1 Recipient rejected after data", "hard_bounce"],
    ["rcpt", "550 5.1.1 192.0.2.7 is listed by a blocklist", "policy"],
    ["rcpt", "550 your IP is blocked, see our page", "policy"],
    ["body", "554 5.6.0 content rejected as spam", "policy"],
    ["body", "550 too many messages today", "policy"],
    ["rcpt", "554 5.7.1 No such user", "hard_bounce"],
    ["rcpt", "550 5.7.1 Mailbox is full", "soft_bounce"],
    ["rcpt", "550 5.7.1 This group takes mail from members only", "refused"],
    ["body", "550 5.7.1 No such user", "policy"],
    ["rcpt", "550 5.7.1", "policy"],
    ["rcpt", "550 5.1.1 Outside senders may not write to this recipient", "refused"],
    ["rcpt", "550 5.1.1 Mailbox is full", "soft_bounce"],
    ["rcpt", "550 5.1.1 User database not available", "soft_bounce"],
    ["rcpt", "552 5.2.2 Over quota", "soft_bounce"],
    ["rcpt", "552 Mailbox full", "soft_bounce"],
    ["rcpt", "550 5.7.1 Client host blocked", "policy"],
    ["rcpt", "554 Service refused, your host is on a blocklist", "policy"],
    ["rcpt", "550 Relaying denied", "policy"],
    ["body", "554 5.7.9 Message failed DMARC", "policy"],
    ["body", "552 5.3.4 Message too big", "policy"],
    ["mail", "553 5.1.8 Sender domain not found", "policy"],
    ["mail", "550 Sender refused", "policy"],
    ["body", "554 Transaction failed", "refused"],
    ["rcpt", "501 5.5.4 Syntax", "refused"],
    ["rcpt", "530 5.7.0 Must authenticate", "relay"],
    ["auth", "535 5.7.8 Bad credentials", "relay"],
    ["auth", "454 4.7.0 Temporary failure", "relay"],
    ["connect", "554 5.7.1 Go away", "relay"],
    ["hello", "421 4.3.2 Closing", "relay"],
    ["data", "503 5.5.1 Bad sequence", "deferred"],
  ])("%s: %s is %s", (phase, line, kind) => expect(judge(phase, line)).toBe(kind));
});

test("only silence after the final dot is ambiguous; before the envelope nothing was tried", () => {
  expect(judgeLoss("body", "closed").kind).toBe("ambiguous");
  for (const phase of ["mail", "rcpt", "data"] as const) expect(judgeLoss(phase, "closed").kind).toBe("deferred");
  for (const phase of ["connect", "hello", "auth"] as const) expect(judgeLoss(phase, "closed").kind).toBe("relay");
});

test("no temporary reply ever fails anyone, and no reply of any kind is read as a yes but a 2xx", () => {
  const phases = fc.constantFrom<Phase>("connect", "hello", "auth", "mail", "rcpt", "data", "body");
  const enhanced = fc.option(fc.tuple(fc.constantFrom(4, 5), fc.nat(9), fc.nat(30)).map((three) => three.join(".")));
  fc.assert(
    fc.property(
      phases,
      fc.integer({ min: 300, max: 599 }),
      enhanced,
      fc.string(),
      (phase, code, enhancedCode, text) => {
        const { kind } = judgeReply(phase, { code, enhanced: enhancedCode, text });
        expect(kind).not.toBe("accepted");
        if (code < 500) expect(["deferred", "relay"]).toContain(kind);
      },
    ),
  );
});

test("waits grow, are spread by a fifth, and end at four hours", () => {
  for (let attempts = 1; attempts <= 12; attempts++) {
    const standard = retryDelays[Math.min(attempts, retryDelays.length) - 1]!;
    expect(nextDelay(attempts, retryDelays, 0)).toBe(Math.round(standard * 0.8));
    expect(nextDelay(attempts, retryDelays, 1)).toBe(Math.round(standard * 1.2));
  }
});
