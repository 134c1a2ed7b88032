import "server-only";

export { findByText } from "./find";
export { readOverview } from "./overview";
