import { connect } from "node:net";
import { env } from "@/lib/platform/env";
import { checkReadiness } from "@/lib/platform/readiness";
import type { Command } from "./command";

type Check = { name: string; ok: boolean; says: string };

/** Looks at everything the program needs and says in words what is missing. Exit code 1 when something is. */
export const doctor: Command = {
  name: "doctor",
  about: "Check database, schema, worker, relay and settings.",
  options: {},
  run: async () => {
    const { checks: found } = await checkReadiness();
    const checks: Check[] = [
      ...Object.entries(found).map(([name, says]) => ({ name, ok: says === "ok", says })),
      await checkRelay(),
      checkAddress(),
    ];
    const width = Math.max(...checks.map(({ name }) => name.length));
    const lines = checks.map(({ name, ok, says }) => `${ok ? "ok " : "NO "} ${name.padEnd(width)}  ${says}`);
    return {
      result: { ok: checks.every(({ ok }) => ok), checks },
      text: lines.join("\n"),
      failed: checks.some(({ ok }) => !ok),
    };
  },
};

async function checkRelay(): Promise<Check> {
  const url = new URL(env().SMTP_URL);
  const port = Number(url.port || (url.protocol === "smtps:" ? 465 : 587));
  if (url.hostname === "127.0.0.1" && port === 1)
    return { name: "relay", ok: true, says: "sandbox: nothing leaves this machine" };
  const reached = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: url.hostname, port, timeout: 5_000 });
    const end = (answer: boolean) => (socket.destroy(), resolve(answer));
    socket
      .once("connect", () => end(true))
      .once("error", () => end(false))
      .once("timeout", () => end(false));
  });
  const where = `${url.hostname}:${port}`;
  return {
    name: "relay",
    ok: reached,
    says: reached ? `${where} answers` : `${where} does not answer; look at SMTP_URL`,
  };
}

function checkAddress(): Check {
  const { APP_URL, SMTP_URL } = env();
  const local = /^(localhost|127\.)/.test(new URL(APP_URL).hostname);
  const realRelay = !new URL(SMTP_URL).hostname.startsWith("127.");
  const wrong = realRelay && local;
  return {
    name: "address",
    ok: !wrong,
    says: wrong ? `${APP_URL} is this machine only, so links in mail would lead nowhere; set APP_URL` : APP_URL,
  };
}
