import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTrackingHandler, type TrackingHandler } from "@/lib/tracking";
import { as } from "@/tests/support/accounts";
import { clickPath, makeSending, pathOf, type Sending } from "@/tests/support/sendings";

const browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
let tracking: TrackingHandler;
let server: Server;
let base: string;

beforeAll(async () => {
  tracking = createTrackingHandler();
  server = createServer((request, response) => {
    if (!tracking.handle(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await tracking.close();
  server.close();
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(base + path, { redirect: "manual", headers: { "user-agent": browser }, ...init });
const press = (path: string, body: Record<string, string>) =>
  ask(path, { method: "POST", body: new URLSearchParams(body) });
const sums = ({ account, campaignId }: Sending) =>
  as(account, async ({ db }) => {
    const rows = await db.statCampaign.findMany({
      where: { campaignId },
      orderBy: [{ kind: "asc" }, { class: "asc" }],
    });
    return rows.map((row) => `${row.kind} ${row.class} ${row.hits}/${row.people}`);
  });
const contactOf = ({ account, contactIds }: Sending, at: number) =>
  as(account, ({ accountId, db }) =>
    db.contact.findUniqueOrThrow({ where: { accountId_id: { accountId, id: contactIds[at]! } } }),
  );

test("an opening and a click are counted once a person and every time as hits, and confirm the contact", async () => {
  const sending = await makeSending(["ana", "bia"]);
  for (let n = 0; n < 3; n++)
    expect((await ask(pathOf(sending.key(1), "open"))).headers.get("content-type")).toBe("image/gif");
  const click = await ask(clickPath(sending.key(1), 2));
  expect(click.status).toBe(302);
  expect(click.headers.get("location")).toBe("https://example.org/page-2?utm=a%C3%A7%C3%A3o");
  await ask(pathOf(sending.key(2), "open"));
  await tracking.close();

  expect(await sums(sending)).toEqual(["click human 1/1", "open human 4/2"]);
  expect(await contactOf(sending, 0)).toMatchObject({ status: "confirmed", lastEngagedAt: expect.any(Date) });
});

test("a program that follows every link is told apart, and makes no address look alive", async () => {
  const sending = await makeSending(["ana"]);
  for (let no = 1; no <= 6; no++) await ask(clickPath(sending.key(1), no));
  await ask(pathOf(sending.key(1), "open"), { headers: { "user-agent": "Mozilla/5.0" } });
  await ask(pathOf(sending.key(1), "open"), { headers: { "user-agent": "SampleSecurityScanner/1.0" } });
  await tracking.close();
  expect(await sums(sending)).toEqual(["click human 3/1", "click machine 3/1", "open machine 1/1", "open proxy 1/1"]);
});

test("links that we did not make lead nowhere, whatever they ask for", async () => {
  const sending = await makeSending(["ana"]);
  const path = clickPath(sending.key(1), 1);
  for (let at = 3; at < path.length; at += 7) {
    const changed = path.slice(0, at) + (path[at] === "A" ? "B" : "A") + path.slice(at + 1);
    const answer = await ask(changed);
    expect([answer.status, answer.headers.get("location")]).toEqual([404, null]);
  }
  expect((await ask(`${path}?next=//evil.example&url=https://evil.example`)).headers.get("location")).toMatch(
    /^https:\/\/example\.org\//,
  );
  expect((await ask(clickPath(sending.key(1), 60))).status).toBe(404);
  expect((await ask("/c/short")).status).toBe(418); // not ours: left to the application
});

test("opening the unsubscribe link changes nothing; pressing the button leaves the list, sets no cookie and runs no script", async () => {
  const sending = await makeSending(["ana.paula"]);
  const path = pathOf(sending.key(1), "unsubscribe");
  for (let n = 0; n < 3; n++) {
    const page = await ask(path);
    const html = await page.text();
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(html).not.toMatch(/<script|ana\.paula@/);
    expect(html).toContain("Leave Readers?");
  }
  await ask(path, { method: "HEAD" });
  const memberships = () =>
    as(sending.account, ({ db }) => db.membership.findMany({ where: { listId: sending.listId } }));
  expect((await memberships())[0]!.leftAt).toBeNull();

  const left = await press(path, { do: "list" });
  expect(await left.text()).toContain("Done. You have left.");
  expect((await memberships())[0]!.leftAt).toBeInstanceOf(Date);
  await press(path, { do: "list" });
  expect(await sums(sending)).toEqual(["unsubscribe human 1/1"]);

  await press(path, { do: "reason", reason: "too_many" });
  const departure = await as(sending.account, ({ db }) =>
    db.departure.findFirstOrThrow({ where: { campaignId: sending.campaignId } }),
  );
  expect(departure).toMatchObject({ way: "list", reason: "too_many" });

  expect(await (await press(path, { do: "undo" })).text()).toContain("You are back on Readers.");
  expect((await memberships())[0]!.leftAt).toBeNull();
  const proof = await as(sending.account, ({ db }) =>
    db.consentEvent.findMany({ where: { contactId: sending.contactIds[0]! }, orderBy: { id: "asc" } }),
  );
  expect(proof.map(({ kind }) => kind).slice(-2)).toEqual(["withdrawn", "granted"]);
});

test("the button of a mail program works by one POST, twice, in both encodings, without a redirect", async () => {
  const sending = await makeSending(["ana", "bia"]);
  const one = pathOf(sending.key(1), "unsubscribe");
  for (let n = 0; n < 2; n++) {
    const answer = await press(one, { "List-Unsubscribe": "One-Click" });
    expect([answer.status, answer.headers.get("location"), answer.headers.get("set-cookie")]).toEqual([
      200,
      null,
      null,
    ]);
  }
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  expect((await ask(pathOf(sending.key(2), "unsubscribe"), { method: "POST", body: form })).status).toBe(200);
  const left = await as(sending.account, ({ db }) =>
    db.membership.count({ where: { listId: sending.listId, leftAt: { not: null } } }),
  );
  expect(left).toBe(2);
  expect(await sums(sending)).toEqual(["unsubscribe human 2/2"]);
});

test("leaving everything is for ever, and only the person's own press lifts it", async () => {
  const sending = await makeSending(["ana"]);
  const path = pathOf(sending.key(1), "unsubscribe");
  await press(path, { do: "account" });
  expect((await contactOf(sending, 0)).status).toBe("unsubscribed");
  await press(path, { do: "undo" });
  expect((await contactOf(sending, 0)).status).toBe("confirmed");
});

test("a thousand hits on one mail at once are one person", async () => {
  const sending = await makeSending(["ana"]);
  await Promise.all(
    Array.from({ length: 1_000 }, () => ask(pathOf(sending.key(1), "open")).then((answer) => answer.arrayBuffer())),
  );
  await tracking.close();
  expect(await sums(sending)).toEqual(["open human 1000/1"]);
});

test("the page says who writes: the list's company where it has one, else the account, with its postal address", async () => {
  const sending = await makeSending(["ana"]);
  const path = pathOf(sending.key(1), "unsubscribe");
  const list = (data: { company: string; address: string }) =>
    as(sending.account, ({ accountId, db }) => db.contactList.updateMany({ where: { accountId }, data }));
  await list({ company: "", address: "" });
  expect(await (await ask(path)).text()).toMatch(
    /Leave everything from Sample account.*Sample account, 1 Sample Street/s,
  );
  await list({ company: "Sample Books", address: "2 Quay Street" });
  expect(await (await ask(path)).text()).toMatch(/Leave everything from Sample Books.*Sample Books, 2 Quay Street/s);
});

test("the page speaks the reader's language", async () => {
  const sending = await makeSending(["ana"]);
  const path = pathOf(sending.key(1), "unsubscribe");
  expect(await (await ask(path, { headers: { "accept-language": "pt-BR" } })).text()).toContain("Sair de Readers?");
  expect(await (await ask(`${path}?lang=pt-BR`)).text()).toContain('<html lang="pt-BR">');
});
