import { lookup } from "node:dns/promises";
import { BlockList, isIP, isIPv6 } from "node:net";
import { AppError } from "./errors";

// What is not a place in the public network (RFC 6890 and the registry it began): this machine, its neighbours, the clouds' own addresses.
const notPublic = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  notPublic.addSubnet(net, bits, "ipv4");
// Of IPv6 only 2000::/3 is given out; in it these hold other things: protocols, tunnels to IPv4, examples.
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  notPublic.addSubnet(net, bits, "ipv6");

/** True for an address that anyone on the Internet could have: no private, loopback, link-local, shared, mapped or reserved one. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  if (isIPv6(bare)) return global6.check(bare, "ipv6") && !notPublic.check(bare, "ipv6");
  return !notPublic.check(bare, "ipv4");
}

/** True for a host that names a private place by itself, without a question to DNS: an address in any spelling, or this machine. */
export function isPrivateByName(host: string): boolean {
  const spelled = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
  const bare = spelled
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "")
    .toLowerCase();
  if (isIP(bare)) return !isPublicAddress(bare);
  return bare === "localhost" || bare.endsWith(".localhost");
}

/**
 * The address to connect to for a host that a stranger named. Connect to this very address, so that a second answer of DNS changes
 * nothing. Throws `invalid`: `host_unknown` without an address, `host_private` when any of its addresses is not public and `allowPrivate` is off.
 */
export async function publicAddressOf(host: string, { allowPrivate = false } = {}): Promise<string> {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const found = await lookup(bare, { all: true }).catch(() => []);
  const first = found[0];
  if (!first) throw new AppError("invalid", "host_unknown", "There is no such host.", "host");
  if (!allowPrivate && found.some(({ address }) => !isPublicAddress(address)))
    throw new AppError("invalid", "host_private", "This host is in a private network.", "host");
  return first.address;
}
