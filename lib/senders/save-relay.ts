import { authorize, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { isPrivateByName } from "@/lib/platform/public-host";
import { sealSecret } from "@/lib/platform/secrets";
import { relayPlace } from "./relay-place";
import { relayPorts, type RelayForm } from "./schema";

/**
 * Send the account's mail through a relay of its own from now on. An empty secret keeps the stored one, as long as it is for the same
 * server and user. Throws `invalid` at `host`, `port` or `secret`. Where a name leads is looked at when it is connected to.
 */
export async function saveRelay(tenant: Tenant, { secret, ...form }: RelayForm): Promise<void> {
  authorize(tenant.actor, "administration");
  const { accountId, actor, db } = tenant;
  if (form.kind === "smtp" && !env().ALLOW_PRIVATE_RELAYS && !relayPorts.some((port) => port === form.port))
    throw new AppError("invalid", "port_refused", `A relay listens on one of ${relayPorts.join(", ")}.`, "port");
  if (form.kind === "smtp" && !env().ALLOW_PRIVATE_RELAYS && isPrivateByName(form.host))
    throw new AppError("invalid", "host_private", "This host is in a private network.", "host");
  const kept = await db.relay.findUnique({ where: { accountId } });
  const next = { host: "", port: 587, tls: "starttls", region: "", configurationSet: "", ...form };
  // Whoever names another server or user must know the secret: else it could be had by sending it to a server of one's own.
  const isSame =
    kept?.kind === next.kind &&
    kept.host === next.host &&
    kept.port === next.port &&
    kept.tls === next.tls &&
    kept.username === next.username;
  if (!secret && kept?.secret && !isSame && next.username)
    throw new AppError(
      "invalid",
      "secret_for_other_server",
      "Another server or user: type the secret again.",
      "secret",
    );
  if (!secret && next.username && !(kept?.secret && isSame))
    throw new AppError("invalid", "required", "Type the secret.", "secret");
  const sealed = secret ? sealSecret(relayPlace(accountId), secret) : next.username ? kept!.secret : null;
  const values = { ...next, secret: sealed, testAskedAt: null, testedAt: null, testReason: null, testSays: "" };
  await db.relay.upsert({ where: { accountId }, create: { accountId, ...values }, update: values });
  const subject = form.kind === "smtp" ? `${form.host}:${form.port}` : `SES ${form.region}`;
  await recordAudit(db, { accountId, actor, action: "relay.save", subject });
}

/** Send the account's mail through the house's relay again; the stored secret is gone for good. */
export async function removeRelay(tenant: Tenant): Promise<void> {
  authorize(tenant.actor, "administration");
  const { accountId, actor, db } = tenant;
  const { count } = await db.relay.deleteMany({ where: { accountId } });
  if (count > 0) await recordAudit(db, { accountId, actor, action: "relay.remove" });
}
