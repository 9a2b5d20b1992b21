import type { DeliveryRow } from "../entities/webhook.js";

const MOST_AT_ONCE = 32;

interface Lane {
  running: number;
  readonly waiting: DeliveryRow[];
}

/** Each endpoint has its own lane, so that a receiver that is slow or dead holds up nobody else's events. */
export class DeliveryLanes {
  readonly #lanes = new Map<string, Lane>();

  add(delivery: DeliveryRow): void {
    const lane = this.#lanes.get(delivery.endpointId) ?? { running: 0, waiting: [] };
    lane.waiting.push(delivery);
    this.#lanes.set(delivery.endpointId, lane);
  }

  /** Those that may begin now and are still wanted; each has to be ended. */
  *begin(isWanted: (delivery: DeliveryRow) => boolean): Generator<DeliveryRow> {
    for (const lane of this.#lanes.values()) {
      while (lane.running < MOST_AT_ONCE) {
        const delivery = lane.waiting.shift();
        if (!delivery) break;
        if (!isWanted(delivery)) continue;
        lane.running += 1;
        yield delivery;
      }
    }
  }

  end({ endpointId }: DeliveryRow): void {
    const lane = this.#lanes.get(endpointId);
    if (!lane) return;
    lane.running -= 1;
    if (lane.running === 0 && lane.waiting.length === 0) this.#lanes.delete(endpointId);
  }
}
