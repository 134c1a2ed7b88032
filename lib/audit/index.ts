import "server-only";

export { checkAuditChain } from "./check-chain";
export { auditHead } from "./head";
export { listAudit } from "./list-audit";
export { recordAudit, type AuditFact } from "./record";
