import type { Provider } from "@/lib/senders/schema";
import { valuesOf, type Ask } from "./ask";

// By the end of a name server's name.
const PROVIDERS: [Provider, RegExp][] = [
  ["cloudflare", /\.ns\.cloudflare\.com$/],
  ["route53", /\.awsdns-\d+\.(com|net|org|co\.uk)$/],
  ["godaddy", /\.domaincontrol\.com$/],
  ["registro_br", /\.dns\.br$/],
  ["google", /\.(googledomains\.com|google\.com)$/],
  ["azure", /\.azure-dns\.(com|net|org|info)$/],
  ["namecheap", /\.registrar-servers\.com$/],
  ["hostinger", /\.(dns-parking\.com|hostinger\.com(\.br)?)$/],
  ["hostgator", /\.hostgator\.com(\.br)?$/],
  ["locaweb", /\.locaweb\.com\.br$/],
  ["ovh", /\.(ovh\.net|anycast\.me)$/],
  ["ionos", /\.ui-dns\.(com|de|org|biz)$/],
  ["gandi", /\.gandi\.net$/],
  ["hetzner", /\.(hetzner\.(com|de)|second-ns\.(com|de))$/],
  ["digitalocean", /\.digitalocean\.com$/],
  ["vercel", /\.vercel-dns\.com$/],
  ["wix", /\.wixdns\.net$/],
];

/** The zone a domain stands in, and who runs its name servers; both null when DNS names none. */
export async function findZone(ask: Ask, domain: string): Promise<{ zone: string | null; provider: Provider | null }> {
  const labels = domain.split(".");
  for (let at = 0; at < labels.length - 1; at++) {
    const zone = labels.slice(at).join(".");
    const servers = valuesOf(await ask("NS", zone));
    if (servers.length > 0) return { zone, provider: providerOf(servers) };
  }
  return { zone: null, provider: null };
}

/** Who runs these name servers; null when it is none we know. */
export function providerOf(servers: readonly string[]): Provider | null {
  const named = servers.map((server) => server.toLowerCase().replace(/\.$/, ""));
  return PROVIDERS.find(([, ending]) => named.some((server) => ending.test(server)))?.[0] ?? null;
}
