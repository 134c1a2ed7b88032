import "server-only";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { inSystem } from "./db";
import { heartbeatAge } from "./heartbeat";

// One registry for each process, kept over a reload of this file while developing.
const kept = globalThis as { maileeMetrics?: Registry };

/** A family of figures that a part of the product adds, told apart by one label. */
export type MoreFigures = { name: string; help: string; label: string; read: () => Promise<Record<string, number>> };

/** Figures of this process and of the installation in the text format of Prometheus. No person and no account is in them. */
export async function collectMetrics(more: MoreFigures[] = []): Promise<{ type: string; body: string }> {
  const registry = (kept.maileeMetrics ??= makeRegistry(more));
  return { type: registry.contentType, body: await registry.metrics() };
}

type QueueFigures = { waiting: bigint; running: bigint; failing: bigint; oldest_s: number };

function makeRegistry(more: MoreFigures[]): Registry {
  const registry = new Registry();
  for (const figures of more) addFamily(registry, figures);
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

function addFamily(registry: Registry, { name, help, label, read }: MoreFigures) {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      this.reset(); // without the database there are no figures, rather than old ones
      const figures = await read().catch(() => ({}));
      for (const [value, n] of Object.entries(figures)) this.set({ [label]: value }, n);
    },
  });
}
