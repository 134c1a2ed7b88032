import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

type Told = { taken: number; firstAt: number };

/** Run against a receiver in a process of its own that answers after `delayMs`; fails unless exactly `n` mails arrived (null: however many). Answers what `run` does, and when the first mail was there. */
export async function onSink<T>(
  n: number | null,
  run: (relay: string) => Promise<T>,
  delayMs = 0,
): Promise<T & { firstAt: number }> {
  const file = path.join(path.dirname(process.argv[1]!), "sink.mjs");
  const sink = fork(file, { env: { ...process.env, SINK_DELAY_MS: String(delayMs) } });
  const [{ port }] = (await once(sink, "message")) as [{ port: number }];
  try {
    const result = await run(`smtp://127.0.0.1:${port}`);
    sink.send("how many");
    const [{ taken, firstAt }] = (await once(sink, "message")) as [Told];
    if (n !== null && taken !== n) throw new Error(`The sink took ${taken} of ${String(n)}.`);
    return { ...result, firstAt };
  } finally {
    sink.disconnect();
  }
}
