import { z } from "zod";

const port = (standard: number) => z.coerce.number().int().min(0).max(65535).default(standard);
const flag = z
  .enum(["0", "1", "true", "false"])
  .default("0")
  .transform((value) => value === "1" || value === "true");

function readLimits(text: string): ReadonlyMap<string, number> {
  const pairs = text.trim().split(/\s+/).filter(Boolean);
  return new Map(
    pairs.map((pair) => {
      const [domain, perSecond] = pair.toLowerCase().split("=") as [string, string];
      return [domain, Number(perSecond)];
    }),
  );
}

// One line for each setting; `.env.example` lists the same names and a test compares the two.
const Settings = z.object({
  PORT: port(3000),
  HOST: z.string().default("127.0.0.1"),
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  SECRET: z.string().min(32, "SECRET needs at least 32 characters."),
  SECRETS_KEY: z
    .string()
    .transform((keys) => keys.split(",").map((key) => key.trim()))
    .refine((keys) => keys.every((key) => key.length >= 32), "Each key of SECRETS_KEY needs at least 32 characters.")
    .optional(),
  DATA_DIR: z.string().default(".mailee/files"),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  SMTP_CONNECTIONS: z.coerce.number().int().min(1).max(100).default(8),
  DOMAIN_LIMITS: z
    .string()
    .regex(/^\s*([\w.-]+=\d+(\.\d+)?\s*)*$/, "Write domain=mails per second, separated by blanks.")
    .default("")
    .transform(readLimits),
  MAILBOX_URL: z.url({ protocol: /^http$/ }).optional(),
  MAIL_FROM: z.string().default("mailee@mail.example"),
  INBOUND_DOMAIN: z
    .string()
    .regex(/^([\w.-]{1,13}\+@)?[\w-]+(\.[\w-]+)+$/, "Write a domain, or a mailbox like bounces+@example.com.")
    .toLowerCase()
    .optional(),
  INBOUND_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  INBOUND_HOST: z.string().default("127.0.0.1"),
  INBOUND_TLS_CERT: z.string().optional(),
  INBOUND_TLS_KEY: z.string().optional(),
  INBOUND_IMAP_URL: z.url({ protocol: /^imaps?$/ }).optional(),
  INBOUND_IMAP_DONE: z.string().max(200).optional(),
  WEBHOOK_SES_TOPIC: z
    .string()
    .regex(/^arn:aws[\w-]*:sns:[\w-]+:\d+:[\w.-]+$/, "Write the ARN of an SNS topic.")
    .optional(),
  WEBHOOK_SENDGRID_KEY: z.string().optional(),
  WEBHOOK_POSTMARK_SECRET: z.string().min(16, "Write user:password, 16 characters or more.").optional(),
  WEBHOOK_MAILGUN_KEY: z.string().min(16, "Write the signing key of the account.").optional(),
  LINK_HOST: z
    .string()
    .toLowerCase()
    .regex(/^[\w-]+(\.[\w-]+)+$/, "Write a host, like links.example.com.")
    .optional(),
  SPF_INCLUDE: z.string().toLowerCase().optional(),
  DNS_SERVERS: z
    .string()
    .transform((servers) => servers.split(",").map((server) => server.trim()))
    .optional(),
  ALLOW_PRIVATE_RELAYS: flag,
  ALLOW_UNVERIFIED_SENDERS: flag,
  UNDO_SECONDS: z.coerce.number().int().min(0).max(300).default(60),
  TRUST_PROXY: flag,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  PRODUCT_NAME: z.string().default("Mailee"),
  COMPANY_NAME: z.string().default("Panop"),
  COMPANY_ADDRESS: z.string().default(""),
  SUPPORT_ADDRESS: z.string().default("support@mailee.me"),
});

export type Env = z.infer<typeof Settings> & { APP_URL: string };

let parsed: Env | undefined;

/** The settings of this process, read from the environment once. Throws one Error that names every setting in the wrong. */
export function env(): Env {
  return (parsed ??= readEnv(process.env));
}

/** Read settings from `source`: an empty value counts as not given. Throws one Error that names every setting in the wrong. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = Settings.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`These settings need attention (see .env.example):\n${lines.join("\n")}`);
  }
  const origin = result.data.APP_URL ?? `http://localhost:${result.data.PORT}`;
  return { ...result.data, APP_URL: origin.replace(/\/+$/, "") };
}

/** Names of all settings, in the order in which they are described. */
export const settingNames = Object.keys(Settings.shape);

/** True while mail goes to the sandbox mailbox of this machine and nothing can leave it. */
export function isSandbox(): boolean {
  return env().MAILBOX_URL !== undefined;
}
