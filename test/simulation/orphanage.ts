import type { Orphan } from "./day-record.js";
import type { Instance } from "./instance.js";
import type { World } from "./world.js";

const LOOK_EVERY_MS = 1_000;
/** Far longer than it may take. */
const LOOKS = 60;

/** Operations that a dead server had under way, and when another one took them up. */
export class Orphanage {
  readonly orphans: Orphan[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async receiveAllOf(instance: Instance): Promise<void> {
    const left = await instance.held();
    if (left.length > 0) void this.#follow(instance, new Map(left.map(({ id, leaseUntilMs }) => [id, leaseUntilMs])));
  }

  async #follow(instance: Instance, left: Map<string, number>): Promise<void> {
    for (let looks = 1; looks <= LOOKS && left.size > 0; looks += 1) {
      await this.#world.sleep("orphanage", LOOK_EVERY_MS);
      const still = new Set((await instance.held()).map(({ id }) => id));
      for (const operationId of left.keys())
        if (!still.has(operationId)) this.#note(left, operationId, this.#world.nowMs);
    }
    for (const operationId of left.keys()) this.#note(left, operationId, null);
  }

  #note(left: Map<string, number>, operationId: string, takenUpAtMs: number | null): void {
    this.orphans.push({ operationId, leaseUntilMs: left.get(operationId) ?? 0, takenUpAtMs });
    left.delete(operationId);
  }
}
