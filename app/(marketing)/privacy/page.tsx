import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PolicyPage } from "@/components/privacy/policy-page";
import { currentPolicy, listPolicies } from "@/lib/privacy";
import { ourCookies } from "@/lib/web/cookies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("privacy"))("title") };
}

export default async function CurrentPolicyPage() {
  const [policy, versions, cookies] = await Promise.all([
    currentPolicy(await getLocale()),
    listPolicies(),
    ourCookies(),
  ]);
  return <PolicyPage policy={policy} inForce={policy.version} versions={versions} cookies={cookies} />;
}
