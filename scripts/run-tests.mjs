// One run of vitest, with the figures of the faults and the sums at its end.
import "./generate.mjs";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";

const report = ".mailee/test/vitest.json";
const figures = ".mailee/test/faults.jsonl";

/** Run these test files, or all; sets the exit code. */
export function runTests(words = []) {
  mkdirSync(".mailee/test", { recursive: true });
  for (const file of [report, figures]) rmSync(file, { force: true }); // never counted again by a run that ended without one
  const flags = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const run = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...words, ...flags], {
    stdio: "inherit",
  });
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
  const { numPassedTests: passed = 0, numFailedTests = 0, numFailedTestSuites = 0 } = counts;
  // A file that could not be loaded counts as failed even though none of its tests ran.
  const failed = Math.max(numFailedTests, run.status === 0 ? 0 : Math.max(1, numFailedTestSuites));
  for (const line of linesOf(figures)) console.log(line);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

function linesOf(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((text) => {
      const { fault, ...rest } = JSON.parse(text);
      const told = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
      return `fault  ${fault.padEnd(54)} ${told.join(", ")}`;
    });
}
