import "server-only";

export { getClient } from "./get-client";
export { grantStaff, revokeStaff } from "./grant-staff";
export { isLooking, lookIntoAccount, LOOK_MINUTES } from "./look-into-account";
export { searchAccounts } from "./search-accounts";
export { staffTenant, type Staff } from "./staff";
export { suspendAccount, unsuspendAccount } from "./suspend-account";
