import type postgres from "postgres";
import { afterEach, describe, expect, it } from "vitest";
import { type DatabaseClient, openDatabase } from "../../../src/db/client.js";
import type { Deps } from "../../../src/use-cases/deps.js";
import { nextActionsOfPayments } from "../../../src/use-cases/read-batches.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill } from "../../support/till.js";

/** As many as the reading has. */
const STATEMENTS = 5;

describe("what is offered while something is committed in the middle of the reading", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let database: DatabaseClient | undefined;
  afterEach(async () => database?.close());

  it.each(Array.from({ length: STATEMENTS }, (_, place) => place))(
    "never says that nothing was taken when the customer pays after statement %i",
    async (place) => {
      const till = createTill(shop);
      const order = await till.openOrder(1000);
      const { payment } = await till.createIntent(order.id);
      await till.process(payment.id);
      const pay = async () => {
        await till.presentCard();
        await till.recheck(payment.id);
      };
      database = openDatabase({ url: shop.databaseUrl, through: (sql) => interrupted(sql, { place, meanwhile: pay }) });
      const deps: Deps = { ...shop.app.deps, db: database.db };

      const [offers = []] = await nextActionsOfPayments(deps, [payment.id]);

      const asSeenBefore = ["WAIT", "CANCEL_READER_ACTION"];
      const asSeenAfter = ["COMPLETE_ORDER", "CAPTURE", "CANCEL"];
      expect(await till.payment(payment.id)).toMatchObject({ status: "REQUIRES_CAPTURE" });
      expect([asSeenBefore, asSeenAfter]).toContainEqual(offers.map(({ action }) => action));
    },
  );
});

/** A pool that does something else after one of its statements. */
function interrupted(
  sql: postgres.Sql,
  { place, meanwhile }: { place: number; meanwhile: () => Promise<void> },
): postgres.Sql {
  let done = 0;
  const unsafe = (...statement: Parameters<postgres.Sql["unsafe"]>) => {
    let wantsValues = false;
    const sent = Promise.resolve().then(async () => {
      const pending = sql.unsafe(...statement);
      const rows: unknown = await (wantsValues ? pending.values() : pending);
      if (done === place) await meanwhile();
      done += 1;
      return rows;
    });
    return Object.assign(sent, { values: () => ((wantsValues = true), sent) });
  };
  return new Proxy(sql, {
    get: (target, property, receiver) =>
      property === "unsafe" ? unsafe : (Reflect.get(target, property, receiver) as unknown),
  });
}
