// Runs every test and ends with one summary line: "N passed, N failed".
import "./generate.mjs";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";

const report = ".mailee/test/vitest.json";
mkdirSync(".mailee/test", { recursive: true });
rmSync(report, { force: true }); // never counted again by a run that ended without one
const run = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  { stdio: "inherit" },
);
const counts = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
const { numPassedTests: passed = 0, numFailedTests = 0, numFailedTestSuites = 0 } = counts;
// A file that could not be loaded counts as failed even though none of its tests ran.
const failed = Math.max(numFailedTests, run.status === 0 ? 0 : Math.max(1, numFailedTestSuites));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
