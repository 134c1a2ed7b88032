import { parseArgs } from "node:util";
import { z } from "zod";

/** What a command has to say: for programs, for people, or as it is (`raw`). */
export type Outcome = { result: unknown; text: string; raw?: Buffer; failed?: boolean };

/** A command: its words, its options as a zod schema (each a string or true), what it takes beside them, and what it does. */
export type Command = {
  name: string;
  about: string;
  options: Record<string, string>;
  takes?: string;
  run: (options: Record<string, unknown>, rest: string[]) => Promise<Outcome>;
};

/** A command line that cannot be understood; the message says what would be. */
export class CommandError extends Error {}

/** The command that these words ask for, ready to run, or null when there is none. */
export function readCommand(commands: Command[], words: string[]): { run: () => Promise<Outcome> } | null {
  const command = commands.find(({ name }) => name.split(" ").every((word, at) => words[at] === word));
  if (!command || words.includes("--help")) return null;
  return {
    run: async () => {
      const { values, positionals } = parse(command, words.slice(command.name.split(" ").length));
      return command.run(values, positionals);
    },
  };
}

/** What there is to ask for. */
export function usage(commands: Command[]): string {
  const lines = commands.map(({ name, about, options, takes }) => {
    const flags = Object.entries(options).map(([flag, text]) => `      --${flag.padEnd(14)} ${text}`);
    return [`  ${name}${takes ? ` ${takes}` : ""}`, `      ${about}`, ...flags].join("\n");
  });
  return `npm run mailee -- COMMAND [--json]\n\n${lines.join("\n\n")}`;
}

/** Options read by a schema. Throws a CommandError that names each wrong one. */
export function readOptions<Schema extends z.ZodType>(
  schema: Schema,
  options: Record<string, unknown>,
): z.output<Schema> {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(
    (issue) => `  --${issue.path.join(".")}: ${issue.message.replaceAll("_", " ")}`,
  );
  throw new CommandError(`These options need attention:\n${wrong.join("\n")}`);
}

function parse(command: Command, words: string[]) {
  // An option whose explanation begins with "=" takes a value.
  const options = Object.fromEntries(
    Object.entries({ ...command.options, json: "" }).map(([name, text]) => [
      name,
      { type: text.startsWith("=") ? ("string" as const) : ("boolean" as const) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: Boolean(command.takes) });
    const { json: _, ...rest } = values;
    return { values: rest, positionals };
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
