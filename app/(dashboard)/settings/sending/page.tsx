import { getTranslations } from "next-intl/server";
import { DomainsCard } from "@/components/senders/domains-card";
import { RelayCard } from "@/components/senders/relay-card";
import { SendersCard } from "@/components/senders/senders-card";
import { findRelay, listDomains, listSenders } from "@/lib/senders";
import { isSandbox } from "@/lib/platform/env";
import { inTenant } from "@/lib/web/session";
import { add, addFrom, askAgain, removeFrom } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("senders"))("title") };
}

export default async function SendingPage() {
  const { domains, senders, relay } = await inTenant("administration", async (tenant) => ({
    domains: await listDomains(tenant),
    senders: await listSenders(tenant),
    relay: await findRelay(tenant),
  }));
  return (
    <div className="grid gap-4">
      <DomainsCard domains={domains} add={add} />
      <SendersCard senders={senders} actions={{ add: addFrom, askAgain, remove: removeFrom }} />
      <RelayCard relay={relay} isSandbox={isSandbox()} />
    </div>
  );
}
