import type { Tenant } from "@/lib/accounts";
import { env } from "@/lib/platform/env";
import { publicAddressOf } from "@/lib/platform/public-host";
import { openSecret } from "@/lib/platform/secrets";
import { relayPlace } from "./relay-place";
import { TlsMode, type RelayView } from "./schema";

type Shared = {
  connections: number;
  /** Messages on one connection, then a new one. */
  perConnection: number;
  /** Messages a second over all connections; null is without a bound. */
  perSecond: number | null;
  /** The relay signs for the account's domain itself: we do not. */
  signsDkim: boolean;
};

/** A relay ready to be used. It holds the secret in clear: never log it, never answer it. */
export type Relay =
  | (Shared & {
      kind: "smtp";
      host: string;
      port: number;
      tls: TlsMode;
      user: string | null;
      password: string | null;
    })
  | (Shared & {
      kind: "ses";
      region: string;
      accessKeyId: string;
      secretAccessKey: string;
      configurationSet: string | null;
    });

/** The relay this account brought, or null for the house's own (SMTP_URL). For those who send; the secret is in it. */
export async function relayOf(tenant: Tenant): Promise<Relay | null> {
  const { accountId, db } = tenant;
  const row = await db.relay.findUnique({ where: { accountId } });
  if (!row) return null;
  const secret = row.secret === null ? null : openSecret(relayPlace(accountId), row.secret);
  const { connections, perConnection, perSecond, signsDkim } = row;
  const shared = { connections, perConnection, perSecond, signsDkim };
  if (row.kind === "ses")
    return {
      kind: "ses",
      region: row.region,
      accessKeyId: row.username,
      secretAccessKey: secret ?? "",
      configurationSet: row.configurationSet || null,
      ...shared,
    };
  const tls = TlsMode.parse(row.tls);
  return { kind: "smtp", host: row.host, port: row.port, tls, user: row.username || null, password: secret, ...shared };
}

/**
 * The address to connect to for a relay's host; TLS names the host. Ask right before connecting. Throws `invalid` (`host_unknown`,
 * `host_private` unless ALLOW_PRIVATE_RELAYS).
 */
export function relayAddress(host: string): Promise<string> {
  return publicAddressOf(host, { allowPrivate: env().ALLOW_PRIVATE_RELAYS });
}

/** What may be shown of the account's relay, or null when it uses the house's. */
export async function findRelay(tenant: Tenant): Promise<RelayView | null> {
  const { accountId, db } = tenant;
  const row = await db.relay.findUnique({ where: { accountId } });
  if (!row) return null;
  return {
    host: row.host,
    port: row.port,
    username: row.username,
    region: row.region,
    configurationSet: row.configurationSet,
    connections: row.connections,
    perConnection: row.perConnection,
    perSecond: row.perSecond,
    signsDkim: row.signsDkim,
    testAskedAt: row.testAskedAt,
    testedAt: row.testedAt,
    testReason: row.testReason,
    testSays: row.testSays,
    kind: row.kind === "ses" ? "ses" : "smtp",
    tls: TlsMode.parse(row.tls),
    hasSecret: row.secret !== null,
  };
}
