/**
 * What a server action answers a form with. `reason` and the values of `fields` are keys under `errors` of the
 * messages; `values` is what was typed, so that nothing is typed twice.
 */
export type ActionState = {
  status: "idle" | "done" | "refused";
  reason?: string;
  fields?: Record<string, string>;
  values?: Record<string, string>;
  result?: unknown;
};

/** The state of a form that nobody has sent yet. */
export const idle: ActionState = { status: "idle" };

/** A server action as a form calls it. */
export type FormAction = (previous: ActionState, form: FormData) => Promise<ActionState>;
