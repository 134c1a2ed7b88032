import { afterAll, beforeEach, expect, test } from "vitest";
import { returnPathOf } from "@/lib/bounces";
import { DOMAIN } from "@/tests/support/returned";
import { makeTold, post, setUp, type Told } from "@/tests/support/webhooks";

const SECRET = "postmark:a long password";
const end = setUp({ WEBHOOK_POSTMARK_SECRET: SECRET });
afterAll(end);

let about: Told;
let sending: Told["sending"];
let email: string;
beforeEach(async () => {
  about = await makeTold();
  ({ sending, email } = about);
});

test("Postmark: with its password a bounce is taken by the return path in what it returns; without it nothing is", async () => {
  const Content = `Return-Path: <${returnPathOf(sending.key(1), DOMAIN)}>\r\n\r\nHello`;
  const bounce = {
    RecordType: "Bounce",
    Type: "HardBounce",
    Email: email,
    Details: "smtp;550 5.1.1 unknown user",
    Content,
  };
  const authorization = `Basic ${Buffer.from(SECRET).toString("base64")}`;
  for (const wrong of [
    "",
    "Basic",
    "Basic cG9zdG1hcms6",
    `Basic ${Buffer.from("postmark:a long Password").toString("base64")}`,
  ])
    await expect(post("postmark", bounce, wrong ? { authorization: wrong } : {})).rejects.toMatchObject({
      status: 401,
    });
  expect(await post("postmark", bounce, { authorization })).toEqual({ taken: 1, known: 0, unmatched: 0 });
  expect((await about.standing()).status).toBe("invalid");
  const complaint = { RecordType: "SpamComplaint", Type: "SpamComplaint", Email: email, Content };
  await post("postmark", complaint, { authorization });
  expect((await about.standing()).status).toBe("unsubscribed");
  const answered = { RecordType: "Bounce", Type: "AutoResponder", Email: email, Content };
  expect(await post("postmark", answered, { authorization })).toEqual({ taken: 0, known: 0, unmatched: 0 });
});
