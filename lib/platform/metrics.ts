import "server-only";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { inSystem } from "./db";
import { heartbeatAge } from "./heartbeat";

// One registry for each process, kept over a reload of this file while developing.
const kept = globalThis as { maileeMetrics?: Registry };

/** Figures of this process and of the installation in the text format of Prometheus. No person and no account is in them. */
export async function collectMetrics(): Promise<{ type: string; body: string }> {
  const registry = (kept.maileeMetrics ??= makeRegistry());
  return { type: registry.contentType, body: await registry.metrics() };
}

type QueueFigures = { waiting: bigint; running: bigint; failing: bigint; oldest_s: number };

function makeRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "mailee_" });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const waiting = gauge("mailee_jobs_waiting", "Jobs that could run now and have not begun");
  const running = gauge("mailee_jobs_running", "Jobs that a worker has in hand");
  const failing = gauge(
    "mailee_jobs_failing",
    "Jobs that failed at least once and will be tried again or were given up",
  );
  const oldest = gauge("mailee_jobs_oldest_seconds", "How long the oldest waiting job has waited");
  const age = gauge("mailee_worker_heartbeat_age_seconds", "Seconds since a worker was last heard of; -1 without one");
  new Gauge({
    name: "mailee_up",
    help: "1 when the database answered this scrape",
    registers: [registry],
    async collect() {
      try {
        const [figures] = await inSystem((db) => db.$queryRaw<QueueFigures[]>`SELECT * FROM queue_figures()`);
        waiting.set(Number(figures?.waiting ?? 0));
        running.set(Number(figures?.running ?? 0));
        failing.set(Number(figures?.failing ?? 0));
        oldest.set(figures?.oldest_s ?? 0);
        age.set((await heartbeatAge("worker")) ?? -1);
        this.set(1);
      } catch {
        this.set(0);
      }
    },
  });
  return registry;
}
