import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { authorize, type Needs, type Session, type Tenant } from "@/lib/accounts";
import type { Staff } from "@/lib/backoffice";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import type { ActionState } from "./action-state";
import { isOwnRequest } from "./origin";
import { reasonsOf } from "./reasons";
import {
  actorOf,
  findStaffSession,
  requirePerson,
  requireSession,
  runAs,
  runAsStaff,
  type MemberSession,
} from "./session";

type ServerAction = (previous: ActionState, form: FormData | object) => Promise<ActionState>;

/**
 * The only way to write a server action of the application: authorise, parse, run in one unit of work, turn refusals into words at
 * the field. A `redirect` in `run` commits first.
 */
export function action<Schema extends z.ZodType>(
  needs: Needs,
  schema: Schema,
  run: (tenant: Tenant, input: z.output<Schema>, session: MemberSession) => Promise<unknown>,
): ServerAction {
  const enter = async () => {
    const session = await requireSession();
    authorize(actorOf(session), needs);
    return session;
  };
  return guard(enter, schema, (session, input) =>
    committed((settle) => runAs(session, needs, (tenant) => settle(run(tenant, input, session)))),
  );
}

/** A server action of a signed-in person about themselves, in whatever account. It opens its own units of work. */
export function personAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (session: Session, input: z.output<Schema>) => Promise<unknown>,
): ServerAction {
  return guard(requirePerson, schema, run);
}

/** A server action for whoever is not signed in. It opens its own units of work. */
export function publicAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<unknown>,
): ServerAction {
  return guard(
    async () => null,
    schema,
    (_nobody, input) => run(input),
  );
}

/** A server action of the back-office: only with a staff session, in one unit of work across accounts. */
export function staffAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (staff: Staff, input: z.output<Schema>) => Promise<unknown>,
): ServerAction {
  const enter = async () => {
    const session = await findStaffSession();
    if (!session) throw new AppError("unauthenticated", "sign_in_first", "Sign in first.");
    return session;
  };
  return guard(enter, schema, (session, input) =>
    committed((settle) => runAsStaff(session, (staff) => settle(run(staff, input)))),
  );
}

function guard<Who, Schema extends z.ZodType>(
  enter: () => Promise<Who>,
  schema: Schema,
  run: (who: Who, input: z.output<Schema>) => Promise<unknown>,
): ServerAction {
  // What a form does not have is refused: nobody adds a field to an object from outside.
  const strict = schema instanceof z.ZodObject ? schema.strict() : schema;
  return async (_previous, form) => {
    const given = form instanceof FormData ? readForm(form) : form;
    try {
      if (!isOwnRequest({ method: "POST", headers: await headers() }))
        throw new AppError("forbidden", "foreign_origin", "This request comes from another site.");
      const who = await enter();
      const parsed = strict.safeParse(given);
      if (!parsed.success)
        return { status: "refused", reason: "invalid_form", fields: reasonsOf(parsed.error), values: typed(given) };
      const result = await run(who, parsed.data as z.output<Schema>);
      return result === undefined ? { status: "done" } : { status: "done", result };
    } catch (error) {
      unstable_rethrow(error);
      if (!(error instanceof AppError)) log.error({ err: error }, "an action failed");
      return { status: "refused", ...refusalOf(error), values: typed(given) };
    }
  };
}

function refusalOf(error: unknown): { reason: string; fields?: Record<string, string> } {
  if (!(error instanceof AppError)) return { reason: "unknown" };
  const { reason, field } = error;
  return { reason, ...(field ? { fields: { [field]: reason } } : {}) };
}

// Next redirects by throwing, which would roll the unit of work back: so it is carried out of the unit and thrown after it.
async function committed(
  open: (settle: (run: Promise<unknown>) => Promise<{ result?: unknown; redirect?: unknown }>) => Promise<{
    result?: unknown;
    redirect?: unknown;
  }>,
): Promise<unknown> {
  const { result, redirect } = await open((run) =>
    run.then(
      (value) => ({ result: value }),
      (error: unknown) => {
        if (!isRedirect(error)) throw error;
        return { redirect: error };
      },
    ),
  );
  if (redirect) throw redirect;
  return result;
}

function isRedirect(error: unknown): boolean {
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" && digest.startsWith("NEXT_REDIRECT;");
}

// React adds fields of its own to a form, and a field that is there twice is a list.
function readForm(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$ACTION_"));
  return Object.fromEntries(
    names.map((name) => {
      const all = form.getAll(name);
      if (name.endsWith("[]")) return [name.slice(0, -2), all];
      return [name, all.length > 1 ? all : all[0]];
    }),
  );
}

// What was typed goes back to the form, but never a secret. Several ticked boxes of one name are its lines.
function typed(given: object): Record<string, string> {
  const words = Object.entries(given).flatMap(([name, value]: [string, unknown]) => {
    if (/password|secret|token|current/i.test(name)) return [];
    const lines = [value].flat().filter((line) => typeof line === "string");
    return lines.length > 0 ? [[name, lines.join("\n").slice(0, 20_000)]] : [];
  });
  return Object.fromEntries(words.slice(0, 100));
}
