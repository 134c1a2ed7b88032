import { afterAll, beforeAll, expect, test } from "vitest";
import { findSessionByToken, openSession } from "@/lib/accounts";
import { inSystem } from "@/lib/platform/db";
import { startApp, type RunningApp } from "../support/app";
import { makeSending } from "../support/sendings";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
}, 360_000);
afterAll(() => app.stop());

const device = { agent: "Sample Browser", network: "192.0.2.0/24" };

async function watch() {
  const { account, campaignId } = await makeSending(["ana", "bia"]);
  await inSystem((db) => db.campaign.updateMany({ where: { id: campaignId }, data: { status: "sending" } }));
  const token = await openSession(account.userId, "member", device);
  const address = `${app.url}/campaigns/${campaignId}/live`;
  const headers = { cookie: `mailee-session=${token}` };
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout(15_000) });
  expect(answer.status).toBe(200);
  return { account, token, address, headers, reader: answer.body!.getReader() };
}

test("a page that is left open does not keep its session alive", async () => {
  const { token, account, reader } = await watch();
  const seenAt = new Date(Date.now() - 20 * 60_000);
  await inSystem((db) => db.session.updateMany({ where: { userId: account.userId }, data: { seenAt } }));
  for (let time = 0; time < 2; time++) expect((await reader.read()).done).toBe(false);
  await reader.cancel();
  const { expires } = (await findSessionByToken(token, "member"))!;
  expect(expires.getTime()).toBe(seenAt.getTime() + 30 * 60_000);
});

test("a stream ends with the session it was opened in, and is not opened again", async () => {
  const { account, address, headers, reader } = await watch();
  await reader.read();
  await inSystem((db) => db.session.deleteMany({ where: { userId: account.userId } }));
  let pieces = 0;
  while (!(await reader.read()).done) pieces++;
  expect(pieces).toBeLessThan(3);
  expect((await fetch(address, { headers })).status).toBe(401);
});

test("a stream ends when its member is removed from the account", async () => {
  const { account, address, headers, reader } = await watch();
  await reader.read();
  await inSystem((db) => db.member.deleteMany({ where: { userId: account.userId } }));
  while (!(await reader.read()).done);
  expect((await fetch(address, { headers })).status).toBe(401);
});
