import { randomBytes } from "node:crypto";
import { env } from "@/lib/platform/env";
import { inSystem } from "@/lib/platform/db";
import { runJob } from "@/lib/platform/jobs";
import { addDomain, getDomain, sendingIdentity } from "@/lib/senders";
import { checkDomain } from "@/lib/senders/jobs";
import { as, makeAccount, type TestAccount } from "./accounts";
import { startDnsServer, type Zone } from "./dns-server";

export type Registry = { zone: Zone; close: () => Promise<unknown> };

/** A name server of our own that this process asks from now on. */
export async function ofDomains(): Promise<Registry> {
  const zone: Zone = { "in.house.example MX": [{ exchange: "mx.house.example", preference: 10 }] };
  const server = await startDnsServer(zone);
  Object.assign(env(), {
    DNS_SERVERS: [server.address],
    INBOUND_DOMAIN: "in.house.example",
    LINK_HOST: "app.house.example",
  });
  return { zone, close: () => server.close() };
}

/** A domain that an account holds, and what its owner does at the provider of DNS. */
export async function holdDomain({ zone }: Registry, holder?: TestAccount) {
  const account = holder ?? (await makeAccount());
  const domain = `${randomBytes(6).toString("hex")}.example`;
  const { id } = await as(account, (tenant) => addDomain(tenant, { domain }));
  const view = () => as(account, (tenant) => getDomain(tenant, id));
  const { accountId } = account;
  return {
    account,
    id,
    domain,
    view,
    identity: () => as(account, (tenant) => sendingIdentity(tenant, `news@${domain}`)),
    /** Publish what the page shows, but for these. */
    publish: async ({ without = [] as string[] } = {}) => {
      for (const { record, type, host, value } of (await view()).records)
        if (without.includes(record)) delete zone[`${host} ${type}`];
        else zone[`${host} ${type}`] = [value];
    },
    /** From now on the name server fails for all of them. */
    silence: async () => {
      for (const { type, host } of (await view()).records) zone[`${host} ${type}`] = "servfail";
    },
    check: async () => {
      const input = { accountId, input: { domainId: id } };
      await runJob(checkDomain, input, { signal: new AbortController().signal, attempt: 1 });
      return view();
    },
    mails: () => inSystem((db) => db.outboxMail.findMany({ where: { accountId }, orderBy: { createdAt: "asc" } })),
  };
}
export type HeldDomain = Awaited<ReturnType<typeof holdDomain>>;
