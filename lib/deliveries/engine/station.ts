import type { Relay, Transport } from "@/lib/deliveries/transport";
import { Feed, type Feeder } from "./feeder";
import { Hand } from "./hand";
import type { Item } from "./item";
import { runLane, type Lane } from "./lane";
import { Pace, type PaceOptions } from "./pace";
import { PaceBoard } from "./pace-board";
import { RelayRest } from "./relay-rest";

type Given = Pick<
  Lane,
  "letters" | "settler" | "isBarred" | "giveBack" | "onHeld" | "onRelay" | "messageMs" | "retryDelays" | "signal"
> &
  Pick<Feeder, "leases" | "owner" | "leaseSeconds" | "dayLimits" | "senders"> & {
    restMs?: number;
    pace?: PaceOptions;
    workers: () => number;
  };

/** One relay, the connections to it, and the mails that wait for them: its troubles and its pace are its own. */
export class Station {
  readonly hand: Hand;
  readonly feed: Feed;
  readonly pace: Pace;
  readonly board = new PaceBoard();
  readonly rest: RelayRest;
  readonly transports: Transport[];
  readonly ended: Promise<unknown>;
  usedAt = performance.now();

  constructor(
    readonly relay: Relay,
    given: Given,
  ) {
    const { leases, owner, leaseSeconds, dayLimits, senders, messageMs, giveBack } = given;
    this.pace = new Pace({ ...given.pace, workers: given.workers });
    this.hand = new Hand(this.pace);
    this.hand.onLater = (item, notBeforeMs) => giveBack({ ...item, notBeforeMs });
    this.rest = new RelayRest(given.restMs);
    const { hand, pace, rest } = this;
    const { connections, perSecond, signs } = relay;
    this.feed = new Feed({
      hand,
      leases,
      owner,
      leaseSeconds,
      lanes: connections,
      perSecond,
      workers: given.workers,
      dayLimits,
      senders,
    });
    this.transports = Array.from({ length: connections }, () => relay.open({ messageMs }));
    const onSettled = (item: Item) => {
      this.feed.progressed(1);
      this.board.count(item);
    };
    const lanes = this.transports.map((transport) =>
      runLane({ ...given, hand, pace, relay: rest, transport, onSettled, signs }),
    );
    this.ended = Promise.all(lanes);
  }

  /** Hang up everywhere, so that every outcome is known. */
  hangUp(): void {
    for (const transport of this.transports) transport.close(true);
  }
}
