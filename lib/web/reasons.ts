import type { z } from "zod";

/** For each wrong field the first reason, a key under `errors`: the schema's own words where it has some, else one for the kind of mistake. */
export function reasonsOf(error: z.ZodError): Record<string, string> {
  const reasons: Record<string, string> = {};
  for (const issue of error.issues) reasons[issue.path.join(".") || "form"] ??= reasonOf(issue);
  return reasons;
}

function reasonOf(issue: z.core.$ZodIssue): string {
  // Our own messages are reasons: one word in snake_case. zod's are English sentences.
  if (/^[a-z][a-z0-9_]*$/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string" && issue.minimum === 1
        ? "required"
        : issue.origin === "string"
          ? "too_short"
          : "too_small";
    case "too_big":
      return issue.origin === "string" ? "too_long" : "too_big";
    case "invalid_type":
      return issue.input === undefined ? "required" : "invalid_value";
    case "invalid_value":
      return "invalid_choice";
    case "unrecognized_keys":
      return "unknown_field";
    default:
      return "invalid_value";
  }
}
