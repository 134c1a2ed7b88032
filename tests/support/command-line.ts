import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type CommandLine = (...words: string[]) => Promise<{ code: number | null; said: string }>;

/** `npm run mailee -- ...` on the installation whose state is in `home`. */
export function commandLine(home: string, settings: Record<string, string> = {}): CommandLine {
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    MAILEE_HOME: home,
    ...settings,
  };
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
