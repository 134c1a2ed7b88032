import fc from "fast-check";
import { expect, test } from "vitest";
import { findInboundAddress, inboundAddress, readInboundAddress, readReturnPath, returnPathOf } from "@/lib/bounces";
import { newId } from "@/lib/platform/ids";

const purposes = ["bounce", "reply", "unsubscribe", "house_bounce"] as const;
const mails = fc.record({ campaignId: fc.uuid(), seq: fc.integer({ min: 0, max: 0xffffffff }) });

test("an address names its mail and its purpose again, in any case, under any domain and behind any sub-address", () => {
  fc.assert(
    fc.property(mails, fc.constantFrom(...purposes), (mail, purpose) => {
      const address = inboundAddress(purpose, mail, "in.example.com");
      expect(readInboundAddress(address)).toEqual({ ...mail, purpose });
      expect(readInboundAddress(address.toUpperCase())).toEqual({ ...mail, purpose });
      expect(readInboundAddress(address.replace("in.example.com", "other.example"))).toEqual({ ...mail, purpose });
      expect(readInboundAddress(inboundAddress(purpose, mail, "bounces+@example.com"))).toEqual({ ...mail, purpose });
    }),
  );
});

test("the local part fits, and holds nothing that a server would quote or fold", () => {
  fc.assert(
    fc.property(mails, (mail) => {
      const [local] = returnPathOf(mail, "in.example.com").split("@") as [string];
      expect(local).toMatch(/^b-[a-z2-7]{48}$/);
      expect(returnPathOf(mail, "bounces+@example.com").split("@")[0]!.length).toBeLessThanOrEqual(64);
    }),
  );
});

test("one changed letter makes it nobody's", () => {
  const address = returnPathOf({ campaignId: newId(), seq: 7 }, "in.example.com");
  for (let at = 0; at < 50; at++) {
    const other = address[at] === "a" ? "b" : "a";
    expect(readInboundAddress(address.slice(0, at) + other + address.slice(at + 1))).toBeNull();
  }
});

test("an address for answers reports no bounce", () => {
  const mail = { campaignId: newId(), seq: 1 };
  expect(readReturnPath(inboundAddress("reply", mail, "in.example.com"))).toBeNull();
  expect(readReturnPath(returnPathOf(mail, "in.example.com"))).toEqual(mail);
  const asReply = returnPathOf(mail, "in.example.com").replace(/^b/, "r");
  expect(readInboundAddress(asReply)).toBeNull();
});

test("no text makes it throw, and none that we did not seal is read", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[bruh]-[a-z2-7]{48}@x\.example$/)),
      (text) => {
        expect(readInboundAddress(text)).toBeNull();
        expect(findInboundAddress(text)).toBeNull();
      },
    ),
  );
});

test("it is found in the middle of a returned mail, past others that look alike", () => {
  const mail = { campaignId: newId(), seq: 9 };
  const address = returnPathOf(mail, "in.example.com");
  const text = `To: <b-${"a".repeat(48)}@in.example.com>\r\nReturn-Path: <${address.toUpperCase()}>\r\n\r\nHello`;
  expect(findInboundAddress(text)).toEqual({ ...mail, purpose: "bounce" });
  expect(findInboundAddress("b-".repeat(1_000_000))).toBeNull();
});

test("a campaign of a million does not wait for its return paths", () => {
  const mail = { campaignId: newId(), seq: 0 };
  for (let seq = 0; seq < 5_000; seq++) returnPathOf({ ...mail, seq }, "in.example.com");
  const started = performance.now();
  for (let seq = 0; seq < 50_000; seq++) returnPathOf({ ...mail, seq }, "in.example.com");
  const each = ((performance.now() - started) / 50_000) * 1000;
  expect(each).toBeLessThan(25); // microseconds; a quiet machine needs two to three
});
