import "server-only";

export { recordAudit, type AuditFact } from "./record";
