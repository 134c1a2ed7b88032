import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { NextRequest } from "next/server";
import { z } from "zod";
import type { Tenant } from "@/lib/accounts";
import type { Permission } from "@/lib/accounts/schema";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { reasonsOf } from "./reasons";
import { findSession, runAs, type MemberSession } from "./session";

type Shape = { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };
type Part<S extends Shape, Name extends keyof Shape> = S[Name] extends z.ZodType ? z.output<S[Name]> : undefined;
type Input<S extends Shape> = { params: Part<S, "params">; query: Part<S, "query">; body: Part<S, "body"> };
type Context = { params: Promise<unknown> };
type Handler = (request: NextRequest, context: Context) => Promise<Response>;

/** A handler for the signed-in member: checks where a change comes from, authorises, parses, runs in one unit of work. Data becomes JSON. */
export function route<S extends Shape>(
  permission: Permission | null,
  shape: S,
  run: (tenant: Tenant, input: Input<S>, request: NextRequest, session: MemberSession) => Promise<unknown>,
): Handler {
  return guard(shape, async (input, request) => {
    const session = await sessionOf(request);
    return runAs(session, permission, (tenant) => run(tenant, input, request, session));
  });
}

/** A handler that opens its own units of work (streams, uploads): `enter` runs one as the signed-in member. */
export function streamRoute<S extends Shape>(
  permission: Permission | null,
  shape: S,
  run: (
    enter: <T>(work: (tenant: Tenant) => Promise<T>) => Promise<T>,
    input: Input<S>,
    request: NextRequest,
    session: MemberSession,
  ) => Promise<unknown>,
): Handler {
  return guard(shape, async (input, request) => {
    const session = await sessionOf(request);
    await runAs(session, permission, async () => {});
    return run((work) => runAs(session, permission, work), input, request, session);
  });
}

/** A handler for anyone: parses and runs. `fromAnywhere` is for the one-click unsubscribe of RFC 8058 and signed webhooks only. */
export function publicRoute<S extends Shape>(
  shape: S,
  run: (input: Input<S>, request: NextRequest) => Promise<unknown>,
  { fromAnywhere = false } = {},
): Handler {
  return guard(shape, run, fromAnywhere);
}

function guard<S extends Shape>(
  shape: S,
  run: (input: Input<S>, request: NextRequest) => Promise<unknown>,
  fromAnywhere = false,
): Handler {
  return async (request, context) => {
    try {
      if (!fromAnywhere && !isOwnRequest(request))
        throw new AppError("forbidden", "foreign_origin", "This request comes from another site.");
      const params = parse(shape.params, await context.params);
      const query = parse(shape.query, Object.fromEntries(request.nextUrl.searchParams));
      const body = shape.body ? parse(shape.body, await readBody(request)) : undefined;
      const answer = await run({ params, query, body } as Input<S>, request);
      if (answer instanceof Response) return answer;
      return Response.json(answer ?? {}, { headers: { "cache-control": "no-store" } });
    } catch (error) {
      unstable_rethrow(error);
      return refusal(error);
    }
  };
}

async function sessionOf(_request: NextRequest): Promise<MemberSession> {
  const session = await findSession();
  if (!session?.account) throw new AppError("unauthenticated", "sign_in_first", "Sign in first.");
  return session as MemberSession;
}

/** True when a request cannot come from a page of another site (Fetch Metadata, else Origin), or changes nothing. */
export function isOwnRequest(request: Request): boolean {
  if (request.method === "GET" || request.method === "HEAD") return true;
  const site = request.headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  const origin = request.headers.get("origin");
  return origin !== null && origin === new URL(env().APP_URL).origin;
}

function parse(schema: z.ZodType | undefined, given: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw Object.assign(new AppError("invalid", "invalid_form", "Some values are wrong."), {
    fields: reasonsOf(result.error),
  });
}

async function readBody(request: NextRequest): Promise<unknown> {
  const kind = request.headers.get("content-type") ?? "";
  if (kind.startsWith("application/json")) return request.json().catch(() => undefined);
  if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(kind))
    return Object.fromEntries(await request.formData());
  return undefined;
}

function refusal(error: unknown): Response {
  const headers = { "cache-control": "no-store" };
  if (error instanceof AppError) {
    const { reason, message, status } = error;
    return Response.json(
      { reason, message, ...("fields" in error ? { fields: error.fields } : {}) },
      { status, headers },
    );
  }
  log.error({ err: error }, "a handler failed");
  return Response.json({ reason: "unknown", message: "Something failed on our side." }, { status: 500, headers });
}
