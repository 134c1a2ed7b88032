export { mailReset } from "./forgotten";
export { sweepAccounts } from "./sweep";
