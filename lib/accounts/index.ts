import "server-only";

export { findInvitation, joinAccount, joinAsNewPerson } from "./accept-invitation";
export { createAccount } from "./create-account";
export { getParticulars } from "./get-particulars";
export { changePassword, isResetOpen, requestReset, resetPassword } from "./forgotten";
export { cancelInvitation, changePermissions, inviteMember, listMembers, removeMember } from "./members";
export type { InvitationRow, MemberRow } from "./members";
export { endOtherSessions, endOwnSession, listSessions, type OwnSession } from "./own-sessions";
export { listConfirmedMembers, type ConfirmedMember } from "./list-confirmed-members";
export { hashPassword } from "./password";
export { saveParticulars } from "./save-particulars";
export { saveProfile } from "./save-profile";
export { endSession, findSessionByToken, openSession, sessionLimits, touchSession } from "./sessions";
export type { Device, Session, SessionKind } from "./sessions";
export { checkPassword, checkStaffPassword } from "./sign-in";
export { confirmSignUp, findSignUp, signUp } from "./sign-up";
export { assertMaySend, liftSuspension, suspend } from "./suspension";
export { authorize, systemTenant, type Actor, type Tenant } from "./tenant";
