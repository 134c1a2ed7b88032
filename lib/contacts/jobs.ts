export { forgetFieldValues } from "./delete-field";
export { foldCounts, reconcileCounts } from "./fold-counts";
export { runImport } from "./import/run-import";
export { sweepImports } from "./import/sweep-imports";
export { runUndo } from "./import/undo-import";
