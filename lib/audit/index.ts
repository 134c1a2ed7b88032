import "server-only";

export { checkAuditChain } from "./check-chain";
export { listAudit } from "./list-audit";
export { recordAudit, type AuditFact } from "./record";
