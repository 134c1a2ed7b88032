import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { env } from "@/lib/platform/env";
import { CommandError, type Command } from "./command";

/** Runs one more worker on the same database until it is told to stop: nothing new then, and what is in hand is finished. */
export const worker: Command = {
  name: "worker",
  about: "Run one more worker on this database until SIGTERM or Ctrl-C. It shares the sending with the others.",
  options: {},
  run: async () => {
    if (new URL(env().SMTP_URL).port === "1")
      throw new CommandError("No relay is known: start Mailee first, or name one by SMTP_URL.");
    const file = path.join(path.dirname(process.argv[1]!), "worker.mjs");
    const child = spawn(process.execPath, ["--enable-source-maps", file], {
      // Mail that comes back is taken by the worker that has the port.
      env: { ...process.env, MAILEE_PROCESS: "worker", INBOUND_PORT: "" },
      detached: true, // Ctrl-C comes to us, and we tell it once
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const stop = () => child.kill("SIGTERM");
    process.on("SIGTERM", stop).on("SIGINT", stop).on("disconnect", stop);
    child.once("message", () => console.log(`A worker is ready (process ${child.pid}). Ctrl-C stops it.`));
    const [code] = (await once(child, "exit")) as [number | null];
    process.off("disconnect", stop); // listening keeps the channel open, and us with it
    const result = { pid: child.pid, code };
    return {
      result,
      text: code === 0 ? "The worker has stopped." : `The worker ended with ${code}.`,
      failed: code !== 0,
    };
  },
};
