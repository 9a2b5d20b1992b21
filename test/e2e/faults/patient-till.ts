import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { CreatePaymentIntentInput } from "../../support/generated/operations.js";
import { refusalOf, type Till, until } from "../../support/till.js";

/** Longer than three tries at once, the wait for recovery and its own tries. */
const WITHIN_MS = 20_000;

/** A till that goes on as it is told to: it repeats a request under its own key until it has an answer, and waits for ends. */
export function createPatientTill(till: Till) {
  return {
    /** The same request with the same key until there is a payment that is ready for a card. */
    async createIntent(orderId: string, more: Partial<CreatePaymentIntentInput> = {}) {
      const idempotencyKey = randomUUID();
      const ask = () => till.createIntent(orderId, { idempotencyKey, ...more });
      return until(
        () => insist(ask),
        ({ payment }) => payment.status === "REQUIRES_PAYMENT_METHOD",
        WITHIN_MS,
      );
    },
    /** Hands the payment over until it is seen on the reader; a new attempt only where the last one is known not to run. */
    async process(paymentId: string) {
      const attempts: string[] = [];
      for (;;) {
        const attemptKey = randomUUID();
        attempts.push(attemptKey);
        const ask = () => till.process(paymentId, undefined, { attemptKey });
        await ask();
        const { action } = await until(ask, ({ action }) => isSettled(action?.state), WITHIN_MS);
        if (action?.state === "IN_PROGRESS") return { actionId: action.id, attempts };
        if (action?.state !== "NOT_DELIVERED") throw new Error(`the attempt ended ${action?.state}`);
      }
    },
    /** Cancels at the reader until nothing of ours runs there. */
    async cancelAtReader(paymentId: string, actionId: string) {
      for (;;) {
        await till.cancelAtReader(actionId);
        const action = await until(
          async () => (await till.payment(paymentId)).actions.find(({ id }) => id === actionId),
          (found) => found?.state === "CANCELED" || found?.state === "IN_PROGRESS",
          WITHIN_MS,
        );
        if (action?.state === "CANCELED") return;
      }
    },
    async confirmTwint(paymentId: string) {
      return insist(() => till.confirmTwint(paymentId));
    },
    async becomes(paymentId: string, status: string) {
      return until(
        () => till.payment(paymentId),
        (payment) => payment.status === status,
        WITHIN_MS,
      );
    },
  };
}

const SETTLED = new Set(["IN_PROGRESS", "NOT_DELIVERED", "FAILED", "CANCELED", "SUCCEEDED"]);

function isSettled(state: string | undefined): boolean {
  return state !== undefined && SETTLED.has(state);
}

/** Repeats a request for as long as the answer is that the first one is still under way. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const request = ask();
    try {
      return await request;
    } catch (error) {
      const { code } = await refusalOf(Promise.reject(error));
      const isUnderWay = code === "REQUEST_IN_PROGRESS" || code === "PAYMENT_IN_PROGRESS";
      if (!isUnderWay || Date.now() > deadline) throw error;
    }
    await sleep(50);
  }
}
