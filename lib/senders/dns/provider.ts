import { valuesOf, type Ask } from "./ask";

// By the end of a name server's name.
const PROVIDERS: [string, RegExp][] = [
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

/** Who runs the DNS of a domain, told from its name servers or those above it; null when it is none we know. */
export async function findProvider(ask: Ask, domain: string): Promise<string | null> {
  const labels = domain.split(".");
  for (let at = 0; at < labels.length - 1; at++) {
    const servers = valuesOf(await ask("NS", labels.slice(at).join(".")));
    if (servers.length > 0) return providerOf(servers);
  }
  return null;
}

/** Who runs these name servers; null when it is none we know. */
export function providerOf(servers: readonly string[]): string | null {
  const named = servers.map((server) => server.toLowerCase().replace(/\.$/, ""));
  return PROVIDERS.find(([, ending]) => named.some((server) => ending.test(server)))?.[0] ?? null;
}
