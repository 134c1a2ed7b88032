import "server-only";

export { readAlarms, releaseAlarm } from "./alarms";
export { grantCredits } from "./grant-credits";
export { getClient } from "./get-client";
export { grantStaff, revokeStaff } from "./grant-staff";
export { lookAt, lookIntoAccount, LOOK_MINUTES, type Look } from "./look-into-account";
export { searchAccounts } from "./search-accounts";
export { type Staff } from "./staff";
export { suspendAccount, unsuspendAccount } from "./suspend-account";
