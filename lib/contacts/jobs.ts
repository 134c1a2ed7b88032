export { forgetFieldValues } from "./delete-field";
export { foldCounts, reconcileCounts } from "./fold-counts";
export { runImport } from "./import/run-import";
