import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { z } from "zod";
import { PolicyPage } from "@/components/privacy/policy-page";
import { currentPolicy, getPolicy, listPolicies } from "@/lib/privacy";
import { ourCookies } from "@/lib/web/cookies";

const Version = z.object({
  version: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
});

export default async function PolicyVersionPage({ params }: { params: Promise<unknown> }) {
  const asked = Version.safeParse(await params);
  const versions = await listPolicies();
  if (!asked.success || !versions.some(({ version }) => version === asked.data.version)) notFound();

  const locale = await getLocale();
  const [policy, inForce, cookies] = await Promise.all([
    getPolicy(asked.data.version, locale),
    currentPolicy(locale),
    ourCookies(),
  ]);
  return <PolicyPage policy={policy} inForce={inForce.version} versions={versions} cookies={cookies} />;
}
