import { sell } from "./cashier.js";
import type { Day } from "./day.js";
import type { Shop } from "./furnish-shop.js";
import { listenToOrder } from "./order-listener.js";
import { Till } from "./till.js";

/** Serves one customer after the other until the shop closes. */
export async function tradeAtTill(day: Day, shop: Shop, place: number): Promise<void> {
  const { world, chance, faults, fleet, told, customers } = day;
  const name = `till-${place + 1}`;
  const line = { world, chance, faults, told, pickInstance: (about: string) => fleet.pick(about) };
  const till = new Till(name, { ...line, apiKey: shop.tillKey });
  const operator = new Till(`operator-${place + 1}`, { ...line, apiKey: shop.operatorKey });
  const own = place % shop.readerIds.length;
  const cashier = {
    world,
    chance,
    faults,
    till,
    operator,
    locationId: shop.locationId,
    readerIds: [...shop.readerIds.slice(own), ...shop.readerIds.slice(0, own)],
    onRedirect: (about: { url: string; paymentIntentId: string }) => void customers.payWithTwint(about),
    onOwnPage: (paymentIntentId: string) => void customers.payAtOwnPage(paymentIntentId),
    onGivenUp: (paymentIntentId: string) => customers.late.giveUp(paymentIntentId),
  };
  for (let sale = 1; !day.isClosed; sale += 1) {
    await sell(cashier, `${name} sale ${sale}`, (orderId) => void listenToOrder(name, orderId, line));
    await world.sleep(name, chance.within([200, 3_000], name, sale, "next customer"));
  }
}
