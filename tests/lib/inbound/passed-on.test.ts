import { expect, test } from "vitest";
import { inboundAddress } from "@/lib/bounces";
import { receiveMail } from "@/lib/inbound";
import { as } from "@/tests/support/accounts";
import { DOMAIN, letterTo, postedFor, returnsOf } from "@/tests/support/returned";
import { makeSending } from "@/tests/support/sendings";

const receive = (mail: { raw: Buffer; envelope: string[] }, sender = "ana@client.example") =>
  receiveMail({ ...mail, sender, source: "listener" });

async function answerable() {
  const sending = await makeSending(["ana"]);
  await as(sending.account, ({ db }) => db.campaign.updateMany({ data: { fromEmail: "news@shop.example" } }));
  const address = inboundAddress("reply", sending.key(1), DOMAIN);
  return { sending, address, posted: () => postedFor(sending.account) };
}

const hops = Array.from({ length: 31 }, (_, at) => `Received: from a${at}.example by b${at}.example; today\n`).join("");
test.each([
  ["of a mailing list", "List-Id: <friends.lists.example>\n"],
  ["of a mailing list that names only its way to post", "List-Post: <mailto:friends@lists.example>\n"],
  ["sent in bulk", "Precedence: bulk\n"],
  ["of a list server", "Precedence: list\n"],
  ["that is a mailing of ours coming round", "Feedback-ID: 01:02:campaign:mailee\n"],
  ["that a machine wrote", "Auto-Submitted: auto-generated\n"],
  ["that has gone round in circles", hops],
  ["that says it is looping", "X-Loop: news@shop.example\n"],
])("a letter %s is passed on to nobody", async (_, extra) => {
  const { address, posted } = await answerable();
  await receive(letterTo(address, { extra, text: "Do you ship to Portugal?" }));
  expect(await posted()).toEqual([]);
});

test("a letter with an empty envelope sender is a machine's, whatever stands in its From", async () => {
  const { address, posted } = await answerable();
  await receive(letterTo(address, { text: "Do you ship?" }), "");
  expect(await posted()).toEqual([]);
  await receive(letterTo(address, { text: "Do you ship to Portugal?" }));
  expect(await posted()).toHaveLength(1);
});

test("nobody's mailbox is filled through one address: so many answers to one mail are passed on, and no more are kept", async () => {
  const { sending, address, posted } = await answerable();
  for (let n = 0; n < 14; n++) await receive(letterTo(address, { text: `Letter number ${n}` }));
  expect(await posted()).toHaveLength(10);
  expect(await returnsOf(sending.account)).toHaveLength(10);
  const late = letterTo(address, { text: "The eleventh, a day later" });
  expect(await receiveMail({ ...late, source: "listener" })).toBe("too_many");
  const tomorrow = new Date(Date.now() + 86_400_000);
  expect(await receiveMail({ ...late, source: "listener" }, tomorrow)).toBe("taken");
});

test("NUL bytes, bare carriage returns and headers within a subject neither stop a letter nor get into a header", async () => {
  const { address, posted } = await answerable();
  const subject = "=?utf-8?Q?Hello=0D=0ABcc:_victim@example.com=00?=";
  await receive(letterTo(address, { subject, text: "Before\0after\rBcc: other@example.com" }));
  const [mail] = await posted();
  expect(mail!.text).toContain("Before");
  expect(mail!.subject).not.toMatch(/[\r\n\0]/);
});
