import { afterAll, beforeAll, expect, test } from "vitest";
import { receiveMail } from "@/lib/inbound";
import { inSystem } from "@/lib/platform/db";
import { launchTo, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";
import { bounceOf, returnsOf, standingOf } from "@/tests/support/returned";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeAll(async () => {
  relay = await startRelay({
    behave: (address) =>
      address.startsWith("gone")
        ? { do: "refuse", at: "rcpt", reply: "550 5.1.1 No such mailbox" }
        : address.startsWith("full")
          ? { do: "refuse", at: "rcpt", reply: "552 5.2.2 Mailbox full" }
          : { do: "accept" },
  });
  engine = runEngine(relay);
});
afterAll(async () => {
  await engine.stop();
  await relay.close();
});

test("what a server refuses at once is among what came back, and the same bounce by mail later is the same one", async () => {
  const account = await engine.makeAccount();
  const { campaignId, emails, contactIds } = await launchTo(account, 6, (at) =>
    at < 2 ? `gone-${at}` : at < 3 ? "full" : `here-${at}`,
  );
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  const events = await returnsOf(account);
  expect(events.map(({ class: named, hard, source }) => `${named} ${hard} ${source}`).sort()).toEqual([
    "mailbox_full false smtp_reply",
    "user_unknown true smtp_reply",
    "user_unknown true smtp_reply",
  ]);
  const { accountId } = account;
  const gone = events.find(({ hard }) => hard)!;
  expect(gone.diagnostic).toBe("550 5.1.1 No such mailbox");
  const bounce = bounceOf(
    { accountId, campaignId, seq: gone.seq },
    { email: gone.email, reply: "550 5.1.1 No such mailbox" },
  );
  expect(await receiveMail({ ...bounce, source: "listener" })).toBe("known");
  expect(await returnsOf(account)).toHaveLength(3);

  const watched = await inSystem((db) => db.bounceMinute.findMany({ where: { accountId } }));
  expect(watched.reduce((sum, { hard }) => sum + hard, 0)).toBe(2);
  expect((await standingOf(account, contactIds[emails.indexOf(gone.email)]!)).status).toBe("invalid");
});
