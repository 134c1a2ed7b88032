import "server-only";
import NextAuth, { type NextAuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import { encode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import {
  endSession,
  findSessionByToken,
  openSession,
  sessionLimits,
  touchSession,
  type Device,
  type SessionKind,
} from "@/lib/accounts";
import { env } from "@/lib/platform/env";
import { keyFor } from "@/lib/platform/tokens";
import { cookieNames } from "./cookies";

const NOWHERE = "https://nowhere.invalid/";

export type Credential = { userId: string };
type SetCookie = { name: string; value: string };
const NO_DEVICE: Device = { agent: "", network: "" };
type Asked = { proven?: Credential; device?: Device };

/**
 * next-auth with sessions in the database. It is called from our own actions and is mounted at no address of its own:
 * whoever gets here has proved who they are, and `proven` is that person.
 */
export function authOptions(kind: SessionKind, { proven, device = NO_DEVICE }: Asked = {}) {
  const name = kind === "staff" ? cookieNames().staffSession : cookieNames().session;
  const secure = env().APP_URL.startsWith("https:");
  return {
    secret: keyFor("next-auth").toString("base64url"),
    adapter: adapterOf(kind),
    useSecureCookies: secure,
    cookies: { sessionToken: { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure } } },
    session: { strategy: "database", maxAge: sessionLimits[kind].idle / 1000, updateAge: 60 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({ credentials: {}, authorize: () => (proven ? { id: proven.userId } : null) }),
      // next-auth refuses database sessions when passwords are all there is; this one is never offered, and leads nowhere.
      {
        id: "none",
        name: "none",
        type: "oauth",
        authorization: NOWHERE,
        token: NOWHERE,
        userinfo: NOWHERE,
        profile: () => ({ id: "" }),
      },
    ],
    jwt: {
      // What it encodes after a sign-in becomes the cookie, whatever the strategy: so that is the token of a session row.
      encode: async (asked) =>
        proven && asked.token?.sub === proven.userId ? openSession(proven.userId, kind, device) : encode(asked),
    },
    callbacks: { session: ({ session, user }) => ({ ...session, user }) },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  } satisfies NextAuthOptions as NextAuthOptions;
}

/** Sign a person in who has proved who they are. Answers the cookie to set: one that ends with the browser. */
export async function signInWith(kind: SessionKind, proven: Credential, device: Device): Promise<SetCookie> {
  const options = authOptions(kind, { proven, device });
  const csrf = await call(options, "GET", ["csrf"], {}, {});
  const { csrfToken } = csrf.body as { csrfToken: string };
  const held = Object.fromEntries(csrf.cookies.map((cookie) => [cookie.name, cookie.value]));
  const answer = await call(options, "POST", ["callback", "credentials"], held, { csrfToken, json: "true" });
  const name = options.cookies!.sessionToken!.name;
  const cookie = answer.cookies.find((set) => set.name === name);
  if (!cookie) throw new Error("next-auth gave no session");
  return cookie;
}

// next-auth's handler for Node takes any request and response of this shape; ours never leave the process.
async function call(
  options: NextAuthOptions,
  method: "GET" | "POST",
  nextauth: string[],
  cookies: Record<string, string>,
  body: Record<string, string>,
) {
  const headers = new Map<string, string | string[]>();
  const answer = { status: 200, body: undefined as unknown };
  const response = {
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => (headers.set(name.toLowerCase(), value), response),
    status: (code: number) => ((answer.status = code), response),
    json: (value: unknown) => void (answer.body = value),
    send: (value: unknown) => void (answer.body = value),
    end: () => {},
  };
  const host = new URL(env().APP_URL);
  const request = {
    method,
    cookies,
    body,
    query: { nextauth, callbackUrl: env().APP_URL },
    headers: { host: host.host, "x-forwarded-proto": host.protocol.slice(0, -1) },
  };
  await NextAuth(request as never, response as never, options);
  const set = [headers.get("set-cookie") ?? []].flat();
  return { ...answer, cookies: set.map(readSetCookie) };
}

function readSetCookie(line: string): SetCookie {
  const pair = line.split(";", 1)[0]!;
  const at = pair.indexOf("=");
  return { name: pair.slice(0, at), value: decodeURIComponent(pair.slice(at + 1)) };
}

// The few methods that next-auth calls without an email or OAuth provider.
function adapterOf(kind: SessionKind): Adapter {
  const adapter = {
    getSessionAndUser: async (sessionToken: string) => {
      const session = await findSessionByToken(sessionToken, kind);
      if (!session) return null;
      const { expires } = session;
      return { session: { sessionToken, userId: session.user.id, expires }, user: session };
    },
    updateSession: ({ sessionToken }: { sessionToken: string }) => touchSession(sessionToken),
    deleteSession: (sessionToken: string) => endSession(sessionToken),
  };
  return adapter as unknown as Adapter;
}
