// Runs the faults alone: the short form, or with --long one at a time, at full size. Ends with a line for each fault and "N passed, N failed".
import { runTests } from "./run-tests.mjs";

const words = process.argv.slice(2);
const isLong = words.includes("--long");
const names = words.filter((word) => !word.startsWith("--"));
process.env.FAULTS = isLong ? "long" : "short";
runTests([
  ...(names.length > 0 ? names.map((name) => `tests/faults/${name}`) : ["tests/faults/"]),
  ...(isLong ? ["--no-file-parallelism"] : []),
]);
