import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";

export type CommandLine = (...words: string[]) => Promise<{ code: number | null; said: string }>;

/** `npm run mailee -- ...` on the installation whose state is in `home`. */
export function commandLine(home: string, settings: Record<string, string> = {}): CommandLine {
  const env = environment(home, settings);
  return async (...words) => {
    const child = spawn(process.execPath, ["scripts/mailee.mjs", ...words], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    return { said: (await text(child.stdout)).trim(), code: await ended };
  };
}

/** The same with --json, read. Throws when the command was refused. */
export async function asked<T>(run: CommandLine, ...words: string[]): Promise<T> {
  const { code, said } = await run(...words, "--json");
  if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}: ${said}`);
  return JSON.parse(said) as T;
}

/** A command that runs until it is stopped. */
export function beginCommand(home: string, ...words: string[]) {
  const child = spawn(process.execPath, ["scripts/mailee.mjs", ...words], {
    env: environment(home),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let said = "";
  child.stdout.on("data", (bytes: Buffer) => (said += bytes.toString()));
  return {
    says: async (words: string) => {
      for (const until = Date.now() + 60_000; !said.includes(words); await wait(50))
        if (child.exitCode !== null || Date.now() > until) throw new Error(`it said only: ${said}`);
    },
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

function environment(home: string, settings: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { NODE_ENV: "production", PATH, HOME, MAILEE_HOME: home, ...settings };
}
