import { afterAll, afterEach, beforeAll } from "vitest";
import { recoverOperations } from "../../../src/jobs/recover-operations.js";
import { watchActions } from "../../../src/jobs/watch-actions.js";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { type TestShop, useTestShop } from "../../support/test-shop.js";
import { createTill, type Till } from "../../support/till.js";
import { openRows, type Rows } from "./half-way.js";

export interface RecoveryBench {
  shop: TestShop;
  till: Till;
  stripe: StripeView;
  rows: Rows;
  /** Leases run out, and one round of recovery goes on with what is left. */
  recover(): Promise<void>;
  /** One round of the watcher, when its next look is due. */
  watch(): Promise<void>;
}

/** A shop without jobs, in which the test calls them round by round. */
export function useRecovery(): RecoveryBench {
  const shop = useTestShop({ webhooks: false, jobs: false });
  const bench = {
    shop,
    async recover() {
      await bench.rows.timePasses();
      await recoverOperations.runOnce(shop.app.deps);
    },
    async watch() {
      await bench.rows.timePasses();
      await watchActions.runOnce(shop.app.deps);
    },
  } as RecoveryBench;
  beforeAll(() => {
    bench.till = createTill(shop);
    bench.stripe = createStripeView(shop);
    bench.rows = openRows(shop);
  });
  afterEach(() => bench.stripe.clearFaults());
  afterAll(() => bench.rows.close());
  return bench;
}
