// One process of the program. It is told by a channel when we are gone, so that nothing stays behind a kill -9.
import { spawn } from "node:child_process";
import path from "node:path";
import { workerFlags } from "./worker-flags.mjs";

const GRACE_MS = 28_000;

/** Start .mailee/build/<name>.mjs. When it ends unasked it is started again, later each time, or `onCrash` decides. */
export function startChild(name, env, { onCrash, say }) {
  let child;
  let asked = false;
  let crashes = 0;
  let timer;

  const launch = () => {
    const begun = Date.now();
    child = spawn(
      process.execPath,
      [...(name === "worker" ? workerFlags : []), path.resolve(".mailee/build", `${name}.mjs`)],
      {
        env: { MAILEE_PROCESS: name, ...env },
        // Its own group: Ctrl-C comes to us, and we tell the parts in their order.
        detached: true,
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      },
    );
    child.once("exit", (code, signal) => {
      if (asked) return;
      if (onCrash !== "restart") {
        say(`The ${env.MAILEE_PROCESS ?? name} process ended (${signal ?? code}).`);
        return onCrash();
      }
      crashes = Date.now() - begun > 60_000 ? 1 : crashes + 1;
      const delay = Math.min(30_000, 250 * 2 ** crashes);
      say(`The ${name} process ended (${signal ?? code}). It starts again in ${(delay / 1000).toFixed(1)} s.`);
      timer = setTimeout(launch, delay);
    });
  };
  launch();

  const stop = async () => {
    asked = true;
    clearTimeout(timer);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const over = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const hard = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    await over;
    clearTimeout(hard);
  };
  const restart = async () => {
    await stop();
    asked = false;
    launch();
  };
  return { stop, restart, pid: () => child.pid };
}
