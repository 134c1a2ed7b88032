import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { onSink } from "./on-sink";

const PROGRAM = "/usr/sbin/smtp-source";

/** Postfix's own load generator, where it is installed: C, one and the same text for all, a round trip for each command. Null where it is not. */
export async function smtpSource(
  n: number,
  { connections, delayMs = 0 }: { connections: number; delayMs?: number },
): Promise<{ per_second: number } | null> {
  if (!existsSync(PROGRAM)) return null;
  const begun = performance.now();
  await onSink(
    n,
    async (relay) => {
      const size = ["-s", String(connections), "-m", String(n), "-l", "6000", "-d"];
      const mail = ["-f", "a@example.com", "-t", "b@example.com"];
      const child = spawn(PROGRAM, [...size, ...mail, `inet:127.0.0.1:${new URL(relay).port}`], { stdio: "ignore" });
      await once(child, "exit");
      return {};
    },
    delayMs,
  );
  return { per_second: Math.round((n / (performance.now() - begun)) * 1000) };
}
