import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asked, beginCommand, commandLine } from "@/tests/support/command-line";
import { makeHome, startInstallation, type Installation } from "@/tests/support/installation";

type Status = {
  campaignId: string;
  status: string;
  audience: number;
  accepted: number;
  results: { unsubscribes: number };
};
type Kept = { id: number; to: string[]; subject: string };

const { home, drop } = makeHome();
const mailee = commandLine(home, { UNDO_SECONDS: "0" });
const account = ["--account", "ana@example.com"];
const PEOPLE = 250;
let installation: Installation;

beforeAll(async () => {
  installation = await startInstallation(home, { UNDO_SECONDS: "0" });
}, 360_000);
afterAll(async () => {
  await installation.stop();
  drop();
}, 240_000);

test("an operator opens an account, imports people, sends to each once, and whoever leaves gets no more", async () => {
  await asked(
    mailee,
    "account",
    "create",
    "--name",
    "Ana",
    "--email",
    "ana@example.com",
    "--address",
    "1 Sample Street",
  );
  const file = path.join(home, "people.csv");
  const rows = Array.from({ length: PEOPLE }, (_, n) => `reader.${n}@example.org,Reader ${n}`);
  writeFileSync(file, ["email,name", ...rows, "reader.0@example.org,Again", "no address,Nobody"].join("\n"));
  const consent = ["--list", "Readers", "--consent", "signup_form", "--note", "Yes, write to me"];
  const imported = await asked(mailee, "contacts", "import", file, ...account, ...consent);
  expect(imported).toMatchObject({ status: "done", new: PEOPLE, refused: 2 });

  expect(await sendLetter("First")).toMatchObject({ audience: PEOPLE, accepted: PEOPLE });
  const mails = await kept("First");
  expect(mails.map(({ to }) => String(to[0])).sort()).toEqual(rows.map((row) => String(row.split(",")[0])).sort());

  await leave(mails.find(({ to }) => to[0] === "reader.7@example.org")!);

  // An account begins with as many credits as this list has people.
  await expect(sendLetter("Too many")).rejects.toThrow("not_enough_credits");
  await asked(mailee, "account", "credits", ...account, "--add", "1000", "--reason", "A second letter");
  expect(await sendLetter("Second")).toMatchObject({ audience: PEOPLE - 1, accepted: PEOPLE - 1 });
  expect((await kept("Second")).some(({ to }) => to[0] === "reader.7@example.org")).toBe(false);
}, 360_000);

test("what a person got is shown to the byte, the ledger is proved, and one more worker comes and goes", async () => {
  const { campaignId } = await sendLetter("Shown");
  const [mail] = await kept("Shown");
  const raw = await mailee("render", campaignId, ...account, "--contact", String(mail!.to[0]));
  expect(raw.said).toContain("Subject: Shown");
  expect(raw.said).toContain(`List-Unsubscribe: <${installation.url}/u/`);

  const file = path.join(home, "proof.json");
  await asked(mailee, "campaign", "proof", campaignId, ...account, "--out", file);
  expect(await mailee("campaign", "proof", campaignId, ...account, "--verify", file)).toMatchObject({ code: 0 });
  writeFileSync(file, readFileSync(file, "utf8").replace('"accepted": 2', '"accepted": 3'));
  expect(await mailee("campaign", "proof", campaignId, ...account, "--verify", file)).toMatchObject({ code: 1 });

  const worker = beginCommand(home, "worker");
  await worker.says("A worker is ready");
  const second = await sendLetter("Shared");
  expect(second).toMatchObject({ audience: PEOPLE - 1, accepted: PEOPLE - 1 });
  expect(await worker.stop()).toBe(0);
}, 240_000);

test("what cannot be understood or done is said, with an exit code that tells the two apart", async () => {
  expect(await mailee("fly")).toMatchObject({ code: 2, said: expect.stringContaining("npm run mailee -- COMMAND") });
  expect(await mailee("campaign", "send", "October", ...account)).toMatchObject({ code: 2 });
  const empty = await asked<{ campaignId: string }>(
    mailee,
    "campaign",
    "create",
    ...draft("Stopped", "{{ nobody.knows }}"),
  );
  expect(await mailee("campaign", "send", empty.campaignId, ...account)).toMatchObject({
    code: 1,
    said: expect.stringContaining("No contact has this field: nobody.knows"),
  });
  const stranger = "0199b1a2-0000-7000-8000-000000000000";
  expect(await mailee("campaign", "status", stranger, ...account, "--json")).toMatchObject({
    code: 1,
    said: expect.stringContaining('"reason":"campaign_not_found"'),
  });
  expect(await mailee("doctor")).toMatchObject({ code: 0, said: expect.stringMatching(/^ok {2}database/) });
}, 240_000);

async function sendLetter(subject: string): Promise<Status> {
  const html = `<p>Hello {{ name }}</p><p>{{ list.address }}</p><a href="{{ unsubscribe_url }}">Leave</a>`;
  const { campaignId } = await asked<{ campaignId: string }>(mailee, "campaign", "create", ...draft(subject, html));
  await asked(mailee, "campaign", "send", campaignId, ...account);
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(200)) {
    const status = await asked<Status>(mailee, "campaign", "status", campaignId, ...account);
    if (status.status === "sent") return { ...status, campaignId };
  }
  throw new Error(`${subject} was not sent within a minute.`);
}

function draft(subject: string, html: string): string[] {
  const file = path.join(home, "letter.html");
  writeFileSync(file, html);
  const about = ["--name", subject, "--subject", subject, "--from", "letter@sample-books.example.com"];
  return [...about, "--list", "Readers", "--html", file, ...account];
}

async function kept(subject: string): Promise<Kept[]> {
  const answer = await fetch(`${installation.mailbox}/api/messages?subject=${subject}&limit=1000`);
  return ((await answer.json()) as { messages: Kept[] }).messages;
}

// As a mail program does it: one click, by the address in the head of the mail (RFC 8058).
async function leave({ id }: Kept): Promise<void> {
  const answer = await fetch(`${installation.mailbox}/api/messages/${id}`);
  const { headers } = (await answer.json()) as { headers: Record<string, string> };
  const address = /<(http[^>]+)>/.exec(headers["list-unsubscribe"] ?? "")![1]!;
  const left = await fetch(address, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
  expect(left.status).toBe(200);
}
