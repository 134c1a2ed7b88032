import fc from "fast-check";
import { expect, test } from "vitest";
import { personalLinks, readPersonalLink } from "@/lib/deliveries";
import { newId } from "@/lib/platform/ids";

const key = () => ({ accountId: newId(), campaignId: newId(), seq: 7 });
const tokenOf = (url: string) => new URL(url).pathname.split("/")[2]!.replace(/\.gif$/, "");

test("each link of a mail names its delivery, and a click its number", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 65_535 }), (seq, no) => {
      const delivery = { ...key(), seq };
      const links = personalLinks(delivery);
      for (const purpose of ["unsubscribe", "web", "open"] as const)
        expect(readPersonalLink(purpose, tokenOf(links[purpose]))).toEqual({ ...delivery, link: null });
      expect(readPersonalLink("click", tokenOf(links.click(no)))).toEqual({ ...delivery, link: no });
    }),
    { numRuns: 50 },
  );
});

test("a link of one purpose is worth nothing for another", () => {
  const links = personalLinks(key());
  const all = {
    unsubscribe: links.unsubscribe,
    web: links.web,
    open: links.open,
    click: links.click(1),
  };
  for (const [purpose, url] of Object.entries(all))
    for (const other of ["unsubscribe", "web", "open", "click"] as const)
      if (other !== purpose) expect(readPersonalLink(other, tokenOf(url))).toBeNull();
});

test("flipping any character of any link closes it", () => {
  const links = personalLinks(key());
  for (const [purpose, url] of [
    ["unsubscribe", links.unsubscribe],
    ["web", links.web],
    ["open", links.open],
    ["click", links.click(3)],
  ] as const) {
    const token = tokenOf(url);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "A" ? "B" : "A";
      expect(readPersonalLink(purpose, token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
  }
});

test("the seal of one link fits no other link, reader or campaign", () => {
  const delivery = key();
  const token = tokenOf(personalLinks(delivery).click(1));
  const bytes = Buffer.from(token, "base64url");
  const seal = bytes.subarray(38);
  const forged = (change: (copy: Buffer) => void) => {
    const copy = Buffer.from(bytes);
    change(copy);
    return copy.toString("base64url");
  };
  expect(
    readPersonalLink(
      "click",
      forged((copy) => copy.writeUInt16BE(2, 36)),
    ),
  ).toBeNull();
  expect(
    readPersonalLink(
      "click",
      forged((copy) => copy.writeUInt32BE(8, 32)),
    ),
  ).toBeNull();
  const foreign = Buffer.from(tokenOf(personalLinks(key()).click(1)), "base64url");
  foreign.set(seal, 38);
  expect(readPersonalLink("click", foreign.toString("base64url"))).toBeNull();
});
