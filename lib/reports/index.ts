import "server-only";

export { readOverview } from "./overview";
