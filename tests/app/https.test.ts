import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type RunningApp } from "../support/app";
import { postForm } from "../support/forms";
import { makePerson, secret } from "../support/people";

const site = "https://mailee.example";
// As a proxy in front of the product tells it.
const forwarded = { "x-forwarded-host": "mailee.example", "x-forwarded-proto": "https" };

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ APP_URL: site });
}, 360_000);
afterAll(() => app.stop());

const signIn = (address: string, email: string) =>
  postForm(app.url + address, { email, password: secret }, { ...forwarded, origin: site });

test.each([
  ["/sign-in", "__Host-mailee-session"],
  ["/admin/sign-in", "__Host-mailee-staff"],
])("over https the cookie of %s is tied to the host and to https, and ends with the browser", async (address, name) => {
  const { email } = await makePerson({ isStaff: true });
  const answer = await signIn(address, email);
  expect(answer.status).toBe(303);
  const [cookie, ...others] = answer.headers.getSetCookie();
  expect(others).toEqual([]);
  const [pair = "", ...attributes] = cookie!.split("; ");
  expect(pair).toMatch(new RegExp(`^${name}=[\\w-]{43}$`));
  expect(attributes.map((one) => one.toLowerCase()).sort()).toEqual(["httponly", "path=/", "samesite=lax", "secure"]);

  const page = await fetch(app.url + (name.endsWith("staff") ? "/admin" : "/overview"), {
    headers: { ...forwarded, cookie: pair },
    redirect: "manual",
  });
  expect(page.status).toBe(200);
});

test("over https a browser is told to stay there", async () => {
  const answer = await fetch(`${app.url}/sign-in`, { headers: forwarded });
  expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
});

test("a form of the plain site is another site", async () => {
  const headers = { ...forwarded, origin: "http://mailee.example" };
  expect((await fetch(`${app.url}/sign-in`, { method: "POST", headers })).status).toBe(403);
});
