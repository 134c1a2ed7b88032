import { NextResponse, type NextRequest } from "next/server";
import { env } from "@/lib/platform/env";
import { isForeignRequest } from "@/lib/web/origin";

// Headers, and a plain refusal of changes that other sites ask for. Nothing here decides who may see what, and nothing relies on
// it: every page, action and handler asks for itself.
export function proxy(request: NextRequest) {
  if (isForeignRequest(request)) return new NextResponse(null, { status: 403 });
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = AUTHORS_MAIL.test(request.nextUrl.pathname) ? mailPolicy : contentPolicy(nonce);

  const asked = new Headers(request.headers);
  asked.set("content-security-policy", policy);
  asked.set("x-nonce", nonce);
  asked.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers: asked } });
  for (const [name, value] of Object.entries(pageHeaders(policy))) response.headers.set(name, value);
  return response;
}

export const config = {
  // Next holds the body of whatever passes here in memory and cuts it off at 10 MB: a file that is uploaded must not pass.
  matcher: ["/((?!_next/static|_next/image|contacts/import/upload).*)"],
};

// A mail as a marketer wrote it, in the frame of its preview. It runs nothing, asks our origin for nothing, and is of no
// origin of ours; only our own pages show it.
const AUTHORS_MAIL = /^\/campaigns\/[^/]+\/preview$/;
const mailPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; base-uri 'none'; frame-ancestors 'self'";

function contentPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    // React rebuilds stacks with eval while developing, never in production.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Positions and widths are style attributes; they cannot load or run anything under the other lines.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function pageHeaders(policy: string): Record<string, string> {
  return {
    "content-security-policy": policy,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    // Whoever came over https once never asks without it again (RFC 6797).
    ...(env().APP_URL.startsWith("https:")
      ? { "strict-transport-security": "max-age=31536000; includeSubDomains" }
      : {}),
  };
}
