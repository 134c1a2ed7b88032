import "server-only";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import type { Session, Tenant } from "@/lib/accounts";
import type { Permission } from "@/lib/accounts/schema";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import type { ActionState } from "./action-state";
import { reasonsOf } from "./reasons";
import { findStaffSession, requireSession, runAs, type MemberSession } from "./session";

type ServerAction = (previous: ActionState, form: FormData | object) => Promise<ActionState>;

/** The only way to write a server action of the application: authorise, parse, run in one unit of work, turn refusals into words at the field. */
export function action<Schema extends z.ZodType>(
  permission: Permission | null,
  schema: Schema,
  run: (tenant: Tenant, input: z.output<Schema>, session: MemberSession) => Promise<unknown>,
): ServerAction {
  return guard(schema, async (input) => {
    const session = await requireSession();
    return runAs(session, permission, (tenant) => run(tenant, input, session));
  });
}

/** A server action for whoever is not signed in. It opens its own units of work. */
export function publicAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<unknown>,
): ServerAction {
  return guard(schema, run);
}

/** A server action of the back-office: only with a staff session. */
export function staffAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (staff: Session, input: z.output<Schema>) => Promise<unknown>,
): ServerAction {
  return guard(schema, async (input) => {
    const staff = await findStaffSession();
    if (!staff) throw new AppError("not_found", "not_found", "There is no such page.");
    return run(staff, input);
  });
}

function guard<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<unknown>,
): ServerAction {
  // What a form does not have is refused: nobody adds a field to an object from outside.
  const strict = schema instanceof z.ZodObject ? schema.strict() : schema;
  return async (_previous, form) => {
    const given = form instanceof FormData ? readForm(form) : form;
    try {
      const parsed = strict.safeParse(given);
      if (!parsed.success)
        return { status: "refused", reason: "invalid_form", fields: reasonsOf(parsed.error), values: typed(given) };
      const result = await run(parsed.data as z.output<Schema>);
      return result === undefined ? { status: "done" } : { status: "done", result };
    } catch (error) {
      unstable_rethrow(error);
      if (error instanceof AppError)
        return {
          status: "refused",
          reason: error.reason,
          ...(error.field ? { fields: { [error.field]: error.reason } } : {}),
          values: typed(given),
        };
      log.error({ err: error }, "an action failed");
      return { status: "refused", reason: "unknown", values: typed(given) };
    }
  };
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

// What was typed goes back to the form, but never a secret.
function typed(given: object): Record<string, string> {
  const words = Object.entries(given).filter(
    ([name, value]) => typeof value === "string" && !/password|secret|token/i.test(name),
  );
  return Object.fromEntries(words.slice(0, 100).map(([name, value]) => [name, String(value).slice(0, 20_000)]));
}
