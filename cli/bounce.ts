import { readFile } from "node:fs/promises";
import { classifyMail } from "@/lib/bounces";
import { CommandError, type Command } from "./command";

/** Says of mails in files what they are, with the rules by which the program itself reads what comes back. Needs no database. */
export const bounceClassify: Command = {
  name: "bounce classify",
  takes: "FILE...",
  about: "Say what came back: of each file with one mail its kind, class, cause and recipients.",
  options: {},
  run: async (_, files) => {
    if (files.length === 0) throw new CommandError("Say which files to read: bounce classify FILE...");
    const result = [];
    for (const file of files) result.push(await classifyFile(file));
    return { result, text: result.map(lineOf).join("\n") };
  },
};

type Line = { file: string; error: string } | ({ file: string } & ReturnType<typeof facts>);

async function classifyFile(file: string): Promise<Line> {
  try {
    return { file, ...facts(await readFile(file)) };
  } catch (error) {
    return { file, error: (error as NodeJS.ErrnoException).code ?? (error as Error).message };
  }
}

function facts(raw: Buffer) {
  const { kind, class: named, reason, hard, recipients, messageId, token } = classifyMail(raw);
  return { kind, class: named, reason, hard, recipients, messageId, token };
}

function lineOf(line: Line): string {
  if ("error" in line) return `${line.file}  cannot be read: ${line.error}`;
  const whom = line.recipients.map(({ address }) => address).join(", ");
  return `${line.file}  ${line.kind}  ${line.class}${line.hard ? " (final)" : ""}  ${line.reason}  ${whom}`.trimEnd();
}
