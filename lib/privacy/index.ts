import "server-only";

export { currentPolicy, getPolicy, listPolicies } from "./policy";
