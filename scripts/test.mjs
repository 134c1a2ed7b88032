// Runs every test and ends with one summary line: "N passed, N failed".
import "./generate.mjs";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";

const report = ".mailee/test/vitest.json";
mkdirSync(".mailee/test", { recursive: true });
const run = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  { stdio: "inherit" },
);
const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, "utf8"));
// A file that could not be loaded counts as failed even though none of its tests ran.
const failed = Math.max(numFailedTests, run.status === 0 ? 0 : Math.max(1, numFailedTestSuites));
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = failed > 0 || numPassedTests === 0 ? 1 : 0;
