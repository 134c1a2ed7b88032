import type { Relay } from "@/lib/deliveries/transport";
import type { Item } from "./item";
import { report } from "./pulse";
import type { Run } from "./runs";
import type { Station } from "./station";

export type RelayOf = (accountId: string) => Promise<Relay>;

const KNOWN_MS = 10_000; // so long after a change of settings the old relay may still be used
const IDLE_MS = 60_000;

/** All relays that somebody is sending through now, and which account uses which. */
export class Stations {
  #stations = new Map<string, Station>();
  #routes = new Map<string, { relay: Promise<Relay>; until: number }>();
  #relayOf: RelayOf;
  #make: (relay: Relay) => Station;
  #leaving: Promise<unknown>[] = [];

  constructor(relayOf: RelayOf, make: (relay: Relay) => Station) {
    this.#relayOf = relayOf;
    this.#make = make;
  }

  get all(): Station[] {
    return [...this.#stations.values()];
  }

  /** The runs by the station they leave from. An account whose relay cannot be told now is left for the next time. */
  async route(runs: Run[]): Promise<Map<Station, Run[]>> {
    const routed = new Map<Station, Run[]>();
    for (const run of runs) {
      const station = await this.#of(run.accountId).catch(report);
      if (!station) continue;
      routed.set(station, [...(routed.get(station) ?? []), run]);
    }
    return routed;
  }

  /** Take out everything that matches, wherever it waits. */
  remove(matches: (item: Item) => boolean): Item[] {
    return this.all.flatMap(({ hand }) => hand.remove(matches));
  }

  /** Say goodbye to relays that nobody has used for a while. */
  closeIdle(): Item[] {
    const idle = this.all.filter(({ usedAt, hand }) => performance.now() - usedAt > IDLE_MS && hand.size === 0);
    return idle.flatMap((station) => {
      this.#stations.delete(station.relay.key);
      this.#leaving.push(station.ended);
      return station.hand.close();
    });
  }

  /** Nobody gets anything any more; what waited is answered. */
  close(): Item[] {
    return this.all.flatMap(({ hand }) => hand.close());
  }

  /** Resolves when every connection has seen its last message off. */
  get ended(): Promise<unknown> {
    return Promise.all([...this.all.map(({ ended }) => ended), ...this.#leaving]);
  }

  async #of(accountId: string): Promise<Station> {
    const now = performance.now();
    let route = this.#routes.get(accountId);
    if (!route || route.until < now) {
      route = { relay: this.#relayOf(accountId), until: now + KNOWN_MS };
      route.relay.catch(() => this.#routes.delete(accountId));
      this.#routes.set(accountId, route);
    }
    const relay = await route.relay;
    let station = this.#stations.get(relay.key);
    if (!station) this.#stations.set(relay.key, (station = this.#make(relay)));
    station.usedAt = now;
    return station;
  }
}
