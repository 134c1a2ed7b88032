import "server-only";

export { hashPassword, verifyPassword } from "./password";
export {
  endSession,
  findSessionByToken,
  openSession,
  sessionLimits,
  touchSession,
  type Device,
  type Session,
  type SessionKind,
} from "./sessions";
export { authorize, systemTenant, type Actor, type Tenant } from "./tenant";
