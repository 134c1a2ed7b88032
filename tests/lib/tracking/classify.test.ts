import { expect, test } from "vitest";
import { classify } from "@/lib/tracking/classify";

const chrome = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
const seen = { agent: chrome, method: "GET", afterS: 600, burst: 1 };

test.each([
  ["a person at a browser", "click", seen, "human"],
  ["a person who is quick", "click", { ...seen, afterS: 2.1 }, "human"],
  ["a click before anyone can have read", "click", { ...seen, afterS: 0.4 }, "machine"],
  ["all links within seconds", "click", { ...seen, burst: 4 }, "machine"],
  ["a HEAD request", "click", { ...seen, method: "HEAD" }, "machine"],
  ["no name at all", "open", { ...seen, agent: "" }, "machine"],
  ["a link tester", "click", { ...seen, agent: "Barracuda Sentinel" }, "machine"],
  ["Gmail opening for a person", "open", { ...seen, agent: "Mozilla/5.0 (via ggpht.com GoogleImageProxy)" }, "human"],
  ["a privacy service at delivery", "open", { ...seen, agent: "Mozilla/5.0", afterS: 1 }, "proxy"],
  ["a mail program on a phone", "open", { ...seen, agent: "Mozilla/5.0 (iPhone) Mobile/15E148" }, "human"],
] as const)("%s", (_, kind, evidence, expected) => {
  expect(classify(kind, evidence)).toBe(expected);
});
