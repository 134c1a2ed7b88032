/** Where a relay is and how to speak to it. The same address, with the same options behind it, serves the mail of the house. */
export type RelayAddress = {
  host: string;
  port: number;
  secure: boolean;
  user: string;
  password: string;
  name: string;
  ignoreTls: boolean;
  requireTls: boolean;
  rejectUnauthorized: boolean;
  /** The address to connect to, asked right before; the host itself unless given. */
  connectTo?: () => Promise<string>;
};

/** Read `smtp://user:password@host:port?ignoreTLS=true&requireTLS=true&tls.rejectUnauthorized=false&name=mail.example`. */
export function readRelayUrl(text: string): RelayAddress {
  const url = new URL(text);
  const secure = url.protocol === "smtps:";
  const option = (name: string) => url.searchParams.get(name);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    name: option("name") ?? "",
    ignoreTls: option("ignoreTLS") === "true",
    requireTls: option("requireTLS") === "true",
    rejectUnauthorized: option("tls.rejectUnauthorized") !== "false",
  };
}
