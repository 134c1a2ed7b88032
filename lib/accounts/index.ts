import "server-only";

export { authorize, systemTenant, type Actor, type Tenant } from "./tenant";
