import { AwsClient } from "aws4fetch";
import type { Outcome } from "@/lib/deliveries/outcome";
import type { Message, Relay, Transport } from "@/lib/deliveries/transport";

/** How to reach Amazon SES v2 for one account. */
export type SesSettings = {
  key: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  configurationSet?: string | null;
  connections: number;
  perSecond: number | null;
  /** Another address than Amazon's, for tests and for private gateways. */
  endpoint?: string;
};

const LONGEST_ANSWER = 64 * 1024;
// Said of the account or the domain, not of the person (SES v2 SendEmail, "Errors").
const ABOUT_US = /^(AccountSuspended|SendingPaused|MailFromDomainNotVerified|MessageRejected|NotFound|BadRequest)/;

/** Amazon SES v2 as a relay: one HTTPS request a message, signed with Signature Version 4. It signs with DKIM by itself. */
export function sesRelay(settings: SesSettings): Relay {
  const { key, connections, perSecond } = settings;
  return { key, connections, perSecond, signs: true, open: ({ messageMs }) => sesTransport(settings, messageMs) };
}

function sesTransport(settings: SesSettings, messageMs: number): Transport {
  const { region, accessKeyId, secretAccessKey } = settings;
  const origin = settings.endpoint ?? `https://email.${region}.amazonaws.com`;
  const aws = new AwsClient({ accessKeyId, secretAccessKey, region, service: "ses", retries: 0 });
  let underWay: AbortController | undefined;
  return {
    send: async (message) => {
      const abort = (underWay = new AbortController());
      const timer = setTimeout(() => abort.abort(), messageMs);
      try {
        const request = await aws.sign(`${origin}/v2/email/outbound-emails`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(bodyOf(message, settings)),
        });
        return await outcomeOf(await fetch(request, { signal: abort.signal, redirect: "error" }));
      } catch (error) {
        return lossOf(error as Error);
      } finally {
        clearTimeout(timer);
      }
    },
    close: (force) => {
      if (force) underWay?.abort();
    },
  };
}

function bodyOf({ from, to, raw }: Message, { configurationSet }: SesSettings) {
  return {
    Content: { Raw: { Data: raw.toString("base64") } },
    Destination: { ToAddresses: [to] },
    ...(configurationSet ? { ConfigurationSetName: configurationSet } : {}),
    // SES writes a Message-ID and a return path of its own: by this tag its reports name the mail.
    EmailTags: [
      {
        Name: "mailee",
        Value: from
          .split("@")[0]!
          .replaceAll(/[^\w-]/g, "-")
          .slice(0, 256),
      },
    ],
  };
}

async function outcomeOf(answer: Response): Promise<Outcome> {
  const { status } = answer;
  const text = (await answer.text()).slice(0, LONGEST_ANSWER);
  const body = readJson(text);
  if (status === 200 && body.MessageId) return { kind: "accepted", code: 250, enhanced: null, text: body.MessageId };
  const type =
    (answer.headers.get("x-amzn-errortype") ?? body.__type ?? "").split(/[:#]/).find((part) => /[A-Z]/.test(part)) ??
    "";
  const said = `${type} ${body.message ?? body.Message ?? ""}`.trim() || `HTTP ${status}`;
  const say = (kind: Outcome["kind"], code: number, enhanced: string | null): Outcome => ({
    kind,
    code,
    enhanced,
    text: said,
  });
  // A yes that cannot be read may have been one.
  if (status < 300) return say("ambiguous", 250, null);
  if (status === 401 || status === 403) return say("relay", 535, "5.7.8");
  if (status === 429 || /^(TooManyRequests|LimitExceeded|Throttling)/.test(type)) return say("deferred", 454, "4.7.0");
  if (status >= 500) return say("deferred", 451, "4.3.0");
  return ABOUT_US.test(type) ? say("policy", 550, "5.7.1") : say("refused", 554, "5.6.0");
}

// Before the connection stood nothing was tried; after that, nobody knows.
function lossOf(error: Error): Outcome {
  const { code = "", message = "" } = (error.cause ?? error) as { code?: string; message?: string };
  const wasNotTried =
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_|SELF_|ERR_TLS)/;
  const kind = wasNotTried.test(code) ? "relay" : "ambiguous";
  return { kind, code: null, enhanced: null, text: (message || error.message).slice(0, 200) };
}

function readJson(text: string): { MessageId?: string; __type?: string; message?: string; Message?: string } {
  try {
    const read: unknown = JSON.parse(text);
    return read !== null && typeof read === "object" ? read : {};
  } catch {
    return {};
  }
}
