import "server-only";
import { env } from "@/lib/platform/env";

/** Who offers this installation, as pages name it: settings of the operator. */
export function companyWords() {
  const { PRODUCT_NAME, COMPANY_NAME, COMPANY_ADDRESS, SUPPORT_ADDRESS } = env();
  return { product: PRODUCT_NAME, name: COMPANY_NAME, address: COMPANY_ADDRESS, support: SUPPORT_ADDRESS };
}
