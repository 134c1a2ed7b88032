import "server-only";

export { findByText } from "./find";
export { listReports } from "./list-reports";
export { readOverview } from "./overview";
export { listRecipients } from "./recipients";
export { readReport } from "./report";
export { readSending } from "./sending";
