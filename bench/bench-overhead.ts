import { openSides, type Sides } from "./open-sides.js";
import { printOverhead, printRates } from "./print-overhead.js";
import { openBareSeller, openOurSeller, type Seller, type Times } from "./sales.js";
import { webhooksPerSecond } from "./webhook-rate.js";

/** Turns that are not counted: the first ones run before the code is compiled. */
const WARM_UP_SHARE = 0.2;
/** Both sides in turn, so that a busy neighbour on the machine weighs on both. */
const WEBHOOK_ROUNDS = 5;

export interface OverheadOptions {
  sandboxProgram: string;
  sales: number;
  webhooks: number;
}

/** What we add to a call of Stripe's SDK, and to a webhook that is kept. */
export async function benchOverhead({ sandboxProgram, sales, webhooks }: OverheadOptions): Promise<void> {
  const sides = await openSides(sandboxProgram);
  try {
    printOverhead(await sellInTurn(sides, sales));
    printRates(await storeInTurn(sides, webhooks));
  } finally {
    await sides.close();
  }
}

export type BothSides<T> = { ours: T[]; bare: T[] };

async function sellInTurn(sides: Sides, sales: number): Promise<BothSides<Times>> {
  const [ours, bare] = [await openOurSeller(sides), await openBareSeller(sides)];
  await sell({ ours, bare }, Math.ceil(sales * WARM_UP_SHARE));
  const times = await sell({ ours, bare }, sales);
  ours.close();
  bare.close();
  return times;
}

async function sell({ ours, bare }: { ours: Seller; bare: Seller }, sales: number): Promise<BothSides<Times>> {
  const times: BothSides<Times> = { ours: [], bare: [] };
  for (let sale = 0; sale < sales; sale += 1) {
    times.ours.push(await ours.sell());
    times.bare.push(await bare.sell());
  }
  return times;
}

async function storeInTurn(sides: Sides, webhooks: number): Promise<BothSides<number>> {
  const each = Math.ceil(webhooks / WEBHOOK_ROUNDS);
  const { oursPort, barePort } = sides;
  for (const port of [oursPort, barePort]) await webhooksPerSecond(port, sides, Math.ceil(each * WARM_UP_SHARE));
  const rates: BothSides<number> = { ours: [], bare: [] };
  for (let round = 0; round < WEBHOOK_ROUNDS; round += 1) {
    rates.ours.push(await webhooksPerSecond(oursPort, sides, each));
    rates.bare.push(await webhooksPerSecond(barePort, sides, each));
  }
  return rates;
}
