import { readAddress } from "@/lib/platform/address";
import { readTags } from "./tags";

export type DmarcPolicy = "none" | "quarantine" | "reject";

export type DmarcRecord = {
  /** Null when `p` is missing or is none of the three. */
  policy: DmarcPolicy | null;
  subdomainPolicy: DmarcPolicy | null;
  missingPolicy: DmarcPolicy | null;
  isTesting: boolean;
  psd: "y" | "n" | "u";
  strictDkim: boolean;
  strictSpf: boolean;
  reportsTo: string[];
  /** Parts that say nothing to who reads the record: their tags. */
  wrong: string[];
  /** Tags of RFC 7489 that RFC 9989 took out. */
  gone: string[];
};

const GONE = ["pct", "rf", "ri"];

/** True for a text that is meant as a DMARC record: the version stands first (RFC 9989 4.7). */
export function isDmarc(text: string): boolean {
  return /^v\s*=\s*DMARC1\s*(;|$)/.test(text);
}

/** Read a DMARC record (RFC 9989 4.7). Null when it is no list of tags. */
export function readDmarc(text: string): DmarcRecord | null {
  const tags = isDmarc(text) ? readTags(text) : null;
  if (!tags) return null;
  const wrong: string[] = [];
  const one = <Value extends string>(tag: string, among: readonly Value[], standard: Value): Value => {
    const given = tags.get(tag)?.toLowerCase();
    if (given === undefined) return standard;
    if (among.includes(given as Value)) return given as Value;
    wrong.push(tag);
    return standard;
  };
  const policy = (tag: string) => one<DmarcPolicy | "">(tag, ["none", "quarantine", "reject"], "") || null;
  const reportsTo = (tags.get("rua") ?? "")
    .split(",")
    .map((uri) => uri.trim())
    .filter(Boolean);
  if (tags.has("rua") && (reportsTo.length === 0 || !reportsTo.every(isReportUri))) wrong.push("rua");
  return {
    policy: policy("p"),
    subdomainPolicy: policy("sp"),
    missingPolicy: policy("np"),
    isTesting: one("t", ["y", "n"], "n") === "y",
    psd: one("psd", ["y", "n", "u"], "u"),
    strictDkim: one("adkim", ["r", "s"], "r") === "s",
    strictSpf: one("aspf", ["r", "s"], "r") === "s",
    reportsTo,
    wrong,
    gone: GONE.filter((tag) => tags.has(tag)),
  };
}

function isReportUri(uri: string): boolean {
  const [, address] = /^mailto:([^?!]+)(?:!\d+[kmgt]?)?$/i.exec(uri) ?? [];
  return address !== undefined && readAddress(address) !== null;
}
