import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { locales } from "@/lib/platform/locales";
import { messagesFor, type Messages } from "@/lib/platform/messages";
import { RecordName } from "@/lib/senders/schema";

const code = globSync("lib/senders/dns/*.ts").map((file) => readFileSync(file, "utf8"));
const reasons = new Set(
  code.flatMap((text) =>
    [...text.matchAll(/"((?:dkim|spf|dmarc|cname|mx|dns|domain|name|return)_\w+)"/g)].map(([, reason]) => reason!),
  ),
);

test.each(locales)("whatever the check can say has words in %s, and no words are left over", (locale) => {
  const { reasons: said, records } = messagesFor(locale).senders as { reasons: Messages; records: Messages };
  expect(reasons.size).toBeGreaterThan(50);
  expect(Object.keys(said).sort()).toEqual([...reasons].filter((reason) => reason !== "return_path").sort());
  expect(Object.keys(records).sort()).toEqual([...RecordName.options].sort());
});
