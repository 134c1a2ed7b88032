import "server-only";

export { erasePerson } from "./erase-person";
export { currentPolicy, getPolicy, listPolicies } from "./policy";
