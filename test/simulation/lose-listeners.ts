import type { Chance } from "./chance.js";
import type { FaultBook } from "./fault-book.js";
import type { Fleet } from "./fleet.js";
import type { NotificationBoard } from "./notification-board.js";
import type { World } from "./world.js";

const BETWEEN_MS = [2_000, 8_000] as const;
const LASTS_MS = [600, 4_000] as const;

interface Deps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  fleet: Fleet;
  board: NotificationBoard;
}

/** Cuts one server after the other off from what the database tells, until the faults of the day are over. */
export async function loseListeners({ world, chance, faults, fleet, board }: Deps): Promise<void> {
  for (let times = 1; faults.isOn; times += 1) {
    const about = `listener ${times}`;
    await world.sleep("listeners", chance.within(BETWEEN_MS, about, "between"));
    const instance = fleet.pick(about);
    if (instance === undefined || !faults.decides("listen_lost", about)) continue;
    board.lose(instance.owner);
    await world.sleep("listeners", chance.within(LASTS_MS, about, "lasts"));
    if (board.restore(instance.owner) > 0) faults.count("listen_lost");
  }
}
