import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { NextRequest } from "next/server";
import { z } from "zod";
import { authorize, type Needs, type Session, type Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { isOwnRequest } from "./origin";
import { reasonsOf } from "./reasons";
import { actorOf, findSession, runAs, watchSession, type MemberSession } from "./session";

type Shape = { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };
type Part<S extends Shape, Name extends keyof Shape> = S[Name] extends z.ZodType ? z.output<S[Name]> : undefined;
type Input<S extends Shape> = { params: Part<S, "params">; query: Part<S, "query">; body: Part<S, "body"> };
type Context = { params: Promise<unknown> };
type Handler = (request: NextRequest, context: Context) => Promise<Response>;

type Options = {
  /** For what a page asks by itself: it is no use of the session, so an open tab does not keep it alive. */
  quiet?: boolean;
};

/** A handler for the signed-in member: checks where a change comes from, authorises, parses, runs in one unit of work. Data becomes JSON. */
export function route<S extends Shape>(
  needs: Needs,
  shape: S,
  run: (tenant: Tenant, input: Input<S>, request: NextRequest, session: MemberSession) => Promise<unknown>,
  { quiet = false }: Options = {},
): Handler {
  return guard(
    async () => admit(await (quiet ? watchSession().then((read) => read()) : findSession()), needs),
    shape,
    (session, input, request) => runAs(session, needs, (tenant) => run(tenant, input, request, session)),
  );
}

/**
 * A handler that opens its own units of work (streams, uploads): `enter` runs one as the signed-in member, and refuses once the
 * session has ended or the permission is gone, however long the stream was open.
 */
export function streamRoute<S extends Shape>(
  needs: Needs,
  shape: S,
  run: (
    enter: <T>(work: (tenant: Tenant) => Promise<T>) => Promise<T>,
    input: Input<S>,
    request: NextRequest,
    session: MemberSession,
  ) => Promise<unknown>,
  { quiet = false }: Options = {},
): Handler {
  const whoMayEnter = async () => {
    const read = await watchSession();
    const session = admit(await (quiet ? read() : findSession()), needs);
    return { session, again: async () => admit(await read(), needs) };
  };
  return guard(whoMayEnter, shape, ({ session, again }, input, request) =>
    run(async (work) => runAs(await again(), needs, work), input, request, session),
  );
}

/** A handler for anyone: parses and runs. `fromAnywhere` is for the one-click unsubscribe of RFC 8058 and signed webhooks only. */
export function publicRoute<S extends Shape>(
  shape: S,
  run: (input: Input<S>, request: NextRequest) => Promise<unknown>,
  { fromAnywhere = false } = {},
): Handler {
  return guard(
    async () => null,
    shape,
    (_nobody, input, request) => run(input, request),
    fromAnywhere,
  );
}

function guard<Who, S extends Shape>(
  whoMayEnter: () => Promise<Who>,
  shape: S,
  run: (who: Who, input: Input<S>, request: NextRequest) => Promise<unknown>,
  fromAnywhere = false,
): Handler {
  // What the schema does not name is refused: nobody adds a field to an object from outside.
  const strictBody = shape.body instanceof z.ZodObject ? shape.body.strict() : shape.body;
  return async (request, context) => {
    try {
      if (!fromAnywhere && !isOwnRequest(request))
        throw new AppError("forbidden", "foreign_origin", "This request comes from another site.");
      const who = await whoMayEnter();
      const params = parse(shape.params, await context.params);
      const query = parse(shape.query, Object.fromEntries(request.nextUrl.searchParams));
      const body = strictBody ? parse(strictBody, await readBody(request)) : undefined;
      const answer = await run(who, { params, query, body } as Input<S>, request);
      if (answer instanceof Response) return answer;
      return Response.json(answer ?? {}, { headers: { "cache-control": "no-store" } });
    } catch (error) {
      unstable_rethrow(error);
      return refusal(error);
    }
  };
}

function admit(session: Session | null, needs: Needs): MemberSession {
  if (!session?.account) throw new AppError("unauthenticated", "sign_in_first", "Sign in first.");
  const member = session as MemberSession;
  authorize(actorOf(member), needs);
  return member;
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
