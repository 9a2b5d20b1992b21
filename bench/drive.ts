import type { MeasuredProcess } from "./measured-process.js";
import type { Scenario } from "./scenarios.js";
import type { Shop } from "./shop.js";

export interface Figure {
  /** Requests for each second of the server's own CPU time: what one core does. */
  readonly perCpuSecond: number;
  /** Requests for each second that went by, the client's work on the same machine included. */
  readonly perSecond: number;
  readonly slowestMs: number;
}

/** Turns that are not counted: the first ones run before the code is compiled. */
const WARM_UP_SHARE = 0.1;

export async function measure(server: MeasuredProcess, shop: Shop, scenario: Scenario): Promise<Figure> {
  const { turns, requestsPerTurn } = scenario;
  await drive(shop, { ...scenario, turns: Math.ceil(turns * WARM_UP_SHARE) });

  const before = await server.usage();
  const began = performance.now();
  const slowestMs = await drive(shop, scenario);
  const seconds = (performance.now() - began) / 1000;
  const { cpuMs } = await server.usage();

  const requests = turns * requestsPerTurn;
  return { perCpuSecond: requests / ((cpuMs - before.cpuMs) / 1000), perSecond: requests / seconds, slowestMs };
}

/** All tills at once, each with one request under way; answers how long the slowest turn took. */
export async function drive(shop: Shop, { turns, once }: Pick<Scenario, "turns" | "once">): Promise<number> {
  let started = 0;
  let slowestMs = 0;
  const work = async (till: Shop["tills"][number]): Promise<void> => {
    while (started < turns) {
      started += 1;
      const began = performance.now();
      await once(shop, till, started);
      slowestMs = Math.max(slowestMs, performance.now() - began);
    }
  };
  await Promise.all(shop.tills.map(work));
  return slowestMs;
}
