/**
 * How Node runs whatever sends. A letter lives for a few milliseconds: with a small room for the young, memory stays at half of what it takes
 * otherwise, for the same pace (npm run bench -- send).
 */
export const workerFlags = ["--max-semi-space-size=4"];
