import { createHash, createPrivateKey } from "node:crypto";
import { systemTenant, type Tenant } from "@/lib/accounts";
import { sesRelay } from "@/lib/deliveries/ses/transport";
import { smtpRelay, type Relay } from "@/lib/deliveries/transport";
import { inAccount } from "@/lib/platform/db";
import { mayGoOut, relayAddress, relayOf, sendingIdentity, type Relay as RelaySettings } from "@/lib/senders";
import type { Identity } from "./letters";

/** The relay an account's mail leaves by: its own where it has one, else that of the house. */
export async function relayFor(accountId: string): Promise<Relay> {
  const settings = await asSending(accountId, (tenant) => relayOf(tenant));
  if (!settings) return smtpRelay();
  // Other settings, another key. Nothing of it can be read back.
  const key = `${accountId} ${createHash("sha256").update(JSON.stringify(settings)).digest("base64url")}`;
  return settings.kind === "ses" ? sesRelay({ ...settings, key }) : ownSmtp(key, settings);
}

/** In whose name an account's mail from this address goes out: the keys of its verified domain, and its own hosts; and whether it may at all. */
export async function identityFor(accountId: string, from: string): Promise<Identity> {
  const { dkim, ...rest } = await asSending(accountId, async (tenant) => {
    const identity = await sendingIdentity(tenant, from);
    // Asked last: a key that is lost between the two questions is no reason to send without it.
    return { ...identity, isHeld: !(await mayGoOut(tenant, from)) };
  });
  // Read once: a key as text would be parsed anew for every signature.
  const keys = dkim.map(({ privateKey, ...named }) => ({ ...named, key: createPrivateKey(privateKey) }));
  return { dkim: keys, ...rest };
}

function ownSmtp(key: string, settings: Extract<RelaySettings, { kind: "smtp" }>): Relay {
  const { host, port, tls, user, password, connections, perConnection, perSecond, signsDkim } = settings;
  const address = {
    host,
    port,
    secure: tls === "tls",
    requireTls: tls === "starttls",
    ignoreTls: tls === "none",
    rejectUnauthorized: true,
    user: user ?? "",
    password: password ?? "",
    name: "",
    // Asked again for every connection: a name that was allowed may lead into our own network tomorrow.
    connectTo: () => relayAddress(host),
  };
  return smtpRelay(address, { key, connections, perSecond, signs: signsDkim, messagesPerConnection: perConnection });
}

function asSending<T>(accountId: string, work: (tenant: Tenant) => Promise<T>): Promise<T> {
  return inAccount(accountId, (db) => work(systemTenant(accountId, db, "sending")));
}
