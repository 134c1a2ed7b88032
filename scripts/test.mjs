// Runs every test and ends with one summary line: "N passed, N failed".
import { runTests } from "./run-tests.mjs";

runTests();
