import { createTranslator } from "use-intl/core";
import { z } from "zod";
import { messagesFor } from "@/lib/platform/messages";
import { readDomain } from "@/lib/platform/address";
import { inspectDomain } from "@/lib/senders";
import { type DomainReport, type Remark } from "@/lib/senders/schema";
import { CommandError, readOptions, type Command } from "./command";

const Options = z.object({
  server: z
    .string()
    .regex(/^(\d+(\.\d+){3}|\[[\da-f:]+\])(:\d+)?$|^[\da-f:]+$/i, "an address, like 127.0.0.1:5353")
    .optional(),
  selector: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+)*$/, "a selector, like s1")
    .optional(),
});

/** Looks at a domain in DNS with the eyes of the program itself. Exit code 1 when something is wrong. Needs no database. */
export const domainCheck: Command = {
  name: "domain check",
  takes: "DOMAIN",
  about: "Ask DNS whether mail from a domain would arrive: its signing key, SPF, DMARC and mail servers.",
  options: {
    server: "= the name server to ask, like 127.0.0.1:5353",
    selector: "= the selector of the signing key to read",
  },
  run: async (options, [typed, ...rest]) => {
    const { server, selector } = readOptions(Options, options);
    const domain = readDomain(typed ?? "");
    if (!domain || rest.length > 0) throw new CommandError("Say which domain: domain check example.com");
    const report = await inspectDomain({ domain, selector, ...(server ? { servers: [server] } : {}) });
    const failed = report.records.some(({ standing }) => standing === "bad");
    return { result: { domain, ok: !failed, ...report }, text: textOf(domain, report), failed };
  },
};

const MARKS = { good: "ok ", advice: "   ", bad: "NO ", unknown: "?  " };

function textOf(domain: string, { records }: DomainReport): string {
  const messages = messagesFor("en");
  const t = createTranslator({ locale: "en", messages, namespace: "senders" }) as unknown as (
    key: string,
    values?: Record<string, string>,
  ) => string;
  const lines = records.map(({ record, host, standing, remarks }) => {
    const said = remarks.map(({ reason, values }: Remark) => `      ${t(`reasons.${reason}`, values)}`);
    return [`${MARKS[standing]} ${t(`records.${record}.name`)}  ${host}`, ...said].join("\n");
  });
  return [domain, ...lines].join("\n");
}
