import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession } from "@/lib/accounts";
import { inSystem } from "@/lib/platform/db";
import { startApp, type RunningApp } from "../support/app";
import { makeDraft } from "../support/drafts";
import { makePerson, newNetwork, type Person } from "../support/people";
import { builtActions, builtRoutes, fillPattern } from "../support/surface";
import { rowsOf } from "../support/walls";

const device = { agent: "Sample Browser", network: "192.0.2.0/24" };
const canary = "Quarterly letter of the canary";

let app: RunningApp;
let victim: Person;
let known: Record<string, string>;
let cookie: string;

beforeAll(async () => {
  app = await startApp();
  victim = await makePerson();
  await inSystem((db) => db.account.update({ where: { id: victim.accountId }, data: { name: canary } }));
  const { campaignId, listId, contactIds } = await makeDraft(victim, { change: { subject: canary, name: canary } });
  await inSystem((db) => db.contactList.updateMany({ where: { id: listId }, data: { name: canary } }));
  await inSystem((db) => db.contact.updateMany({ where: { id: contactIds[0]! }, data: { name: canary } }));
  known = {
    "campaigns.id": campaignId,
    "lists.id": listId,
    "contacts.id": contactIds[0]!,
    "settings.userId": victim.userId,
    "admin.id": victim.accountId,
  };
  cookie = `mailee-session=${await openSession(victim.userId, "member", device)}`;
}, 360_000);
afterAll(() => app.stop());

const own = () => ({ origin: app.url, "x-client-address": newNetwork().replace("::/64", "::1") });
const addressOf = (pattern: string) => fillPattern(pattern, known, victim.accountId);

async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(app.url + address, { redirect: "manual", ...init });
  const to = answer.headers.get("location");
  // A component tree is given out only at the address that Next works out for it; a browser goes there by itself.
  return to?.startsWith(address.split("?")[0]!) && to.includes("_rsc")
    ? fetch(app.url + to, { redirect: "manual", ...init })
    : answer;
}
const closed = () => builtRoutes().filter(({ source }) => /^\/\(dashboard\)|^\/admin\/\(inside\)/.test(source));

// Ways round a lock that stands in front of the pages instead of in them (CVE-2025-29927 and those of May 2026).
const ways: Record<string, { suffix?: string; headers?: Record<string, string> }> = {
  plainly: {},
  "as a subrequest of the middleware": {
    headers: { "x-middleware-subrequest": Array(5).fill("middleware:proxy:src/middleware").join(":") },
  },
  "as a component tree": { suffix: "?_rsc=1", headers: { rsc: "1" } },
  "as a prefetch": { suffix: "?_rsc=1", headers: { rsc: "1", "next-router-prefetch": "1" } },
  "as a segment": {
    suffix: "?_rsc=1",
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  },
  "as a file": { suffix: ".rsc" },
  "with the word of a proxy": { headers: { "x-path": "/", "x-forwarded-host": "localhost", "x-nonce": "x" } },
};

test("the pages under test would show the canary to its owner", async () => {
  const html = await (await ask("/overview", { headers: { cookie } })).text();
  expect(html).toContain(canary);
  const tree = await ask("/overview?_rsc=1", { headers: { cookie, rsc: "1" } });
  expect(await tree.text()).toContain(canary);
  expect(closed().length).toBeGreaterThan(10);
});

describe.each(Object.entries(ways))("asked %s", (_name, { suffix = "", headers = {} }) => {
  test("no page and no handler of an account tells anything to who is not signed in", async () => {
    for (const { pattern } of closed()) {
      const address = addressOf(pattern) + suffix;
      const answer = await ask(address, { headers });
      const body = await answer.text();
      expect({ address, told: body.includes(canary) || body.includes(victim.email) }).toEqual({ address, told: false });
      expect(answer.headers.get("set-cookie")).toBeNull();
    }
  });
});

test("a stranger who is signed in finds none of another account's records", async () => {
  const stranger = await makePerson({ isStaff: true });
  const token = await openSession(stranger.userId, "member", device);
  for (const { pattern } of closed().filter((route) => route.pattern.includes("["))) {
    const address = addressOf(pattern);
    const answer = await ask(address, { headers: { cookie: `mailee-session=${token}` } });
    expect({ address, told: (await answer.text()).includes(canary) }).toEqual({ address, told: false });
  }
});

const wrongArguments: unknown[][] = [
  [],
  ["text", 7],
  [{ status: "idle" }, null],
  [{ status: "idle" }, { accountId: "00000000-0000-0000-0000-000000000000", permissions: ["administration"] }],
  [{ status: "idle" }, { name: ["a", "b"], email: { toString: "x" }, isStaff: true, plan: "paid", credits: 1_000_000 }],
  [{ status: "idle" }, { userId: "x".repeat(100_000), __proto__: { permissions: ["administration"] } }],
];

const call = (action: { id: string; address: string }, args: unknown[], headers: Record<string, string> = {}) =>
  ask(addressOf(action.address), {
    method: "POST",
    body: JSON.stringify(args),
    headers: { ...own(), "next-action": action.id, "content-type": "text/plain;charset=UTF-8", ...headers },
  });

test("no server action does anything for fields it does not have, values of a wrong kind, or nobody", async () => {
  const before = await rowsOf(victim);
  const actions = builtActions();
  expect(actions.length).toBeGreaterThan(15);
  for (const args of wrongArguments) {
    for (const action of actions) {
      for (const headers of [{}, { cookie }]) {
        // Leaving needs no fields: whoever calls it with wrong ones stays.
        const answer = await call(action, args, headers as Record<string, string>);
        const body = await answer.text();
        expect(body).not.toContain('"status":"done"');
        expect(answer.headers.get("set-cookie")).toBeNull();
        if (!("cookie" in headers)) expect(body).not.toContain(canary);
      }
    }
  }
  const { session: _used, ...after } = await rowsOf(victim);
  const { session: _before, ...untouched } = before;
  expect(after).toEqual(untouched);
}, 300_000);

test("a page of another site can ask for no change", async () => {
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: app.url, "sec-fetch-site": "cross-site" },
    { origin: app.url, "sec-fetch-site": "same-site" },
  ];
  const form = new URLSearchParams({ email: victim.email });
  for (const headers of foreign) {
    for (const address of ["/session", "/sign-in", "/settings/members", "/admin/sign-in"]) {
      const answer = await ask(address, { method: "POST", body: form, headers: { cookie, ...headers } });
      expect({ address, headers, status: answer.status }).toEqual({ address, headers, status: 403 });
    }
    for (const action of builtActions()) expect((await call(action, [], { cookie, ...headers })).status).toBe(403);
  }
});

test("a handler refuses a change that does not say where it comes from", async () => {
  const json = { method: "POST", body: "{}", headers: { cookie, "content-type": "text/plain" } };
  expect((await ask("/session", json)).status).toBe(403);
  expect((await ask("/session", { ...json, headers: { ...json.headers, origin: app.url } })).status).toBe(200);
});

test("there is no address at which a session could be rewritten", async () => {
  for (const address of ["/api/auth/session", "/api/auth/callback/credentials", "/api/auth/csrf", "/api/auth/signin"]) {
    const body = JSON.stringify({ data: { user: { email: "someone@example.com", isStaff: true } } });
    const headers = { cookie, origin: app.url, "content-type": "application/json" };
    expect((await ask(address, { method: "POST", body, headers })).status).toBe(404);
    expect((await ask(address, { headers: { cookie } })).status).toBe(404);
  }
});

test("no route sets a cookie with an end date, and none at all to who is not signed in", async () => {
  for (const { pattern } of builtRoutes()) {
    for (const headers of [{}, { cookie }, { cookie: "mailee-session=nothing; mailee-staff=nothing" }]) {
      const set = (
        await ask(addressOf(pattern), { headers: headers as Record<string, string> })
      ).headers.getSetCookie();
      expect({ pattern, set }).toEqual({ pattern, set: [] });
    }
  }
});

test("what is shown to someone signed in is stored nowhere on its way", async () => {
  for (const { pattern } of closed()) {
    const answer = await ask(addressOf(pattern), { headers: { cookie } });
    if (answer.status === 405) continue; // takes changes only, and shows nothing
    expect({ pattern, cache: answer.headers.get("cache-control") ?? "" }).toMatchObject({
      cache: expect.stringContaining("no-store"),
    });
  }
});

test("malformed calls of actions do nothing, keep nobody waiting, and the app goes on", async () => {
  const bodies = ["[", '["$F1"]', '["$Q0"]', "0:[]", "x".repeat(2_000_000), '[{"__proto__":{"then":"$1:__proto__"}}]'];
  for (const action of builtActions()) {
    for (const body of bodies) {
      const headers = { ...own(), "next-action": action.id, "content-type": "text/plain;charset=UTF-8" };
      const began = performance.now();
      const answer = await ask(addressOf(action.address), { method: "POST", body, headers });
      expect(await answer.text()).not.toContain('"status":"done"');
      expect(performance.now() - began).toBeLessThan(15_000);
    }
  }
  expect((await ask("/sign-in")).status).toBe(200);
});
