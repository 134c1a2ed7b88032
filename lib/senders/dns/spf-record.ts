import { isIPv4, isIPv6 } from "node:net";

export type SpfTerm = {
  name: string;
  /** What a match of it means: pass, fail, softfail or neutral. A modifier has none. */
  qualifier: "+" | "-" | "~" | "?" | null;
  /** The domain it names; empty for the one the record stands at. */
  domain: string;
  text: string;
};

export type SpfRecord = { terms: SpfTerm[]; wrong: string[] };

const MACRO = String.raw`%\{[slodiphcrtv]\d*r?[.\-+,/_=]*\}|%%|%_|%-`;
const DOMAIN_SPEC = new RegExp(String.raw`^(?:${MACRO}|[\x21-\x24\x26-\x7e])+$`, "i");
const DOMAIN_END = new RegExp(String.raw`(?:%\{[^}]*\}|\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.?)$`, "i");

/** True for a text that is meant as an SPF record (RFC 7208 4.5). */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/** Read an SPF record into its terms (RFC 7208 12); `wrong` are the words that are none. */
export function readSpf(text: string): SpfRecord {
  const terms: SpfTerm[] = [];
  const wrong: string[] = [];
  for (const word of text.split(/ +/).slice(1).filter(Boolean)) {
    const term = readTerm(word);
    if (term) terms.push(term);
    else wrong.push(word);
  }
  for (const once of ["redirect", "exp"])
    wrong.push(
      ...terms
        .filter(({ name }) => name === once)
        .slice(1)
        .map(({ text: twice }) => twice),
    );
  return { terms, wrong };
}

function readTerm(word: string): SpfTerm | null {
  const modifier = /^([a-z][a-z0-9\-_.]*)=(.*)$/i.exec(word);
  if (modifier) {
    const [, name = "", domain = ""] = modifier;
    const known = /^(redirect|exp)$/i.test(name);
    if (known && !isDomainSpec(domain)) return null;
    return { name: name.toLowerCase(), qualifier: null, domain: known ? domain : "", text: word };
  }
  const directive = /^([+\-~?]?)(all|include|a|mx|ptr|ip4|ip6|exists)((?:[:/].*)?)$/i.exec(word);
  if (!directive) return null;
  const [, sign = "", spelled = "", rest = ""] = directive;
  const name = spelled.toLowerCase();
  const domain = readArgument(name, rest);
  return domain === null ? null : { name, qualifier: (sign || "+") as SpfTerm["qualifier"], domain, text: word };
}

// Null when what follows the name is not what may follow it.
function readArgument(name: string, rest: string): string | null {
  if (name === "all") return rest === "" ? "" : null;
  if (name === "ip4" || name === "ip6") return isNetwork(name, rest.slice(1)) && rest.startsWith(":") ? "" : null;
  if (name === "include" || name === "exists" || name === "ptr") {
    if (rest === "") return name === "ptr" ? "" : null;
    const domain = rest.slice(1);
    return rest.startsWith(":") && isDomainSpec(domain) ? domain : null;
  }
  const parts = /^(?::(.*?))?(?:\/(\d{1,2}))?(?:\/\/(\d{1,3}))?$/.exec(rest);
  if (!parts || Number(parts[2] ?? 0) > 32 || Number(parts[3] ?? 0) > 128) return null;
  if (parts[1] === undefined) return "";
  return isDomainSpec(parts[1]) ? parts[1] : null;
}

function isNetwork(name: string, text: string): boolean {
  const [, address = "", bits = "0"] = /^(.*?)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  return name === "ip4" ? isIPv4(address) && Number(bits) <= 32 : isIPv6(address) && Number(bits) <= 128;
}

function isDomainSpec(text: string): boolean {
  return text.length <= 253 && DOMAIN_SPEC.test(text) && DOMAIN_END.test(text);
}
