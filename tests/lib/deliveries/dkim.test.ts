import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { dkimVerify } from "mailauth/lib/dkim/verify";
import { expect, test } from "vitest";
import { signLetter } from "@/lib/deliveries/mime/dkim";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { domain: "news.example.com", selector: "m1", key: pair.privateKey };
const other = { domain: "mail.example.net", selector: "h1", key: pair.privateKey };
const record = `v=DKIM1; k=rsa; p=${pair.publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
const published = new Set(["m1._domainkey.news.example.com", "h1._domainkey.mail.example.net"]);
const resolver = async (name: string, type: string) => {
  if (type === "TXT" && published.has(name)) return [[record]];
  throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
};

const letter = (body: string, subject = "Hello") =>
  Buffer.from(
    `From: News <news@news.example.com>\r\nTo: "R, 1" <reader@example.com>\r\nSubject: ${subject}\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n` +
      `Message-ID: <1.1@news.example.com>\r\nList-Unsubscribe: <https://mailee.example/u/x>,\r\n <mailto:u@in.example>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n` +
      `MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}`,
    "latin1",
  );

async function verdicts(raw: Buffer) {
  const { results } = await dkimVerify(raw, { resolver });
  return results.map(({ signingDomain, status }) => ({ domain: signingDomain, result: status.result }));
}

test("a foreign verifier finds both signatures good", async () => {
  const raw = await signLetter(letter("Hello  there \r\n\r\n.dots\r\n\r\n\r\n"), [key, other]);
  expect(await verdicts(raw)).toEqual([
    { domain: "news.example.com", result: "pass" },
    { domain: "mail.example.net", result: "pass" },
  ]);
  for (const line of raw.toString("latin1").split("\r\n")) expect(line.length).toBeLessThanOrEqual(78);
});

test("whatever the letter holds, it verifies, also after a relay has trimmed blanks at line ends", async () => {
  const words = fc.string({ unit: fc.constantFrom("a", " ", "\t", ".", "=", "\r\n", "é", "b"), maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(words, async (body) => {
      const raw = await signLetter(letter(body), [key]);
      expect(await verdicts(raw)).toEqual([{ domain: "news.example.com", result: "pass" }]);
      const trimmed = Buffer.from(raw.toString("latin1").replaceAll(/[ \t]+\r\n(?=[^ \t])/g, "\r\n"), "latin1");
      expect(await verdicts(trimmed)).toEqual([{ domain: "news.example.com", result: "pass" }]);
    }),
    { numRuns: 40 },
  );
});

test("a changed word, a second From and a taken-away way to leave all break it", async () => {
  const raw = (await signLetter(letter("Pay 10\r\n"), [key])).toString("latin1");
  const changed = [
    raw.replace("Pay 10", "Pay 99"),
    raw.replace("Subject: Hello", "Subject: Hallo"),
    raw.replace("\r\nTo:", "\r\nFrom: Somebody <x@evil.example>\r\nTo:"),
    raw.replace(/List-Unsubscribe-Post:.*\r\n/, ""),
    raw.replace("<mailto:u@in.example>", "<mailto:v@in.example>"),
  ];
  for (const text of changed) {
    expect(text).not.toBe(raw);
    expect((await verdicts(Buffer.from(text, "latin1")))[0]!.result).not.toBe("pass");
  }
});

test("without a key nothing is touched", async () => {
  const raw = letter("x");
  expect(await signLetter(raw, [])).toBe(raw);
});

test("the second foreign verifier agrees, where the machine has it", async (context) => {
  const raw = await signLetter(letter("Hello\r\n"), [key]);
  const script =
    "import dkim,sys\nraw=sys.stdin.buffer.read()\n" +
    `print(dkim.verify(raw,dnsfunc=lambda name,timeout=5:b"${record}"))`;
  try {
    execFileSync("python3", ["-c", "import dkim"], { stdio: "ignore" });
  } catch {
    return context.skip("python3 with dkimpy is not here");
  }
  expect(execFileSync("python3", ["-c", script], { input: raw }).toString().trim()).toBe("True");
});
