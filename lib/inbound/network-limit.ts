import { isIPv6 } from "node:net";

const MOST_NETWORKS = 20_000;

/** A leaky bucket for each network (IPv4 /24, IPv6 /56), in memory: what a process cannot take is asked for again later by every honest server. */
export class NetworkLimit {
  #used = new Map<string, { used: number; at: number }>();
  #burst: number;
  #perSecond: number;

  constructor({ burst, perSecond }: { burst: number; perSecond: number }) {
    this.#burst = burst;
    this.#perSecond = perSecond;
  }

  /** True when one more may come from this address now. */
  take(address: string, now = performance.now()): boolean {
    const network = networkOf(address);
    const was = this.#used.get(network);
    const used = was ? Math.max(0, was.used - ((now - was.at) / 1000) * this.#perSecond) : 0;
    this.#used.delete(network);
    const fits = used + 1 <= this.#burst;
    this.#used.set(network, { used: fits ? used + 1 : used, at: now });
    if (this.#used.size > MOST_NETWORKS) this.#used.delete(this.#used.keys().next().value!);
    return fits;
  }
}

/** How many connections each network holds now. */
export class NetworkSeats {
  #held = new Map<string, number>();
  #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** True when one more may sit down; then `leave` has to be called once. */
  take(address: string): boolean {
    const network = networkOf(address);
    const held = this.#held.get(network) ?? 0;
    if (held >= this.#most) return false;
    this.#held.set(network, held + 1);
    return true;
  }

  leave(address: string): void {
    const network = networkOf(address);
    const held = (this.#held.get(network) ?? 1) - 1;
    if (held > 0) this.#held.set(network, held);
    else this.#held.delete(network);
  }
}

function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain.split(".").slice(0, 3).join(".");
  const [head = "", tail = ""] = plain.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const whole = plain.includes("::")
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right]
    : left;
  return `${whole.slice(0, 3).join(":")}:${(whole[3] ?? "0").padStart(4, "0").slice(0, 2)}`;
}
