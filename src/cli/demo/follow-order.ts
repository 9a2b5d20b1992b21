import type { GraphqlClient } from "./create-graphql-client.js";
import { ORDER_EVENTS, type OrderEventView } from "./operations.js";
import { expectSame, StepFailed } from "./step-failed.js";
import { waitUntil } from "./wait-until.js";

export interface FollowedOrder {
  /** All events so far, in their order. */
  readonly seen: readonly OrderEventView[];
  /** Waits for an event that fits, unless one did already. */
  until(what: string, fits: (event: OrderEventView) => boolean): Promise<void>;
  /** Fails where an event was left out, doubled or moved. */
  expectNoGaps(): void;
  close(): Promise<void>;
}

/** Follows `orderEvents` from an order's first event on. */
export function followOrder(client: GraphqlClient, orderId: string): FollowedOrder {
  const seen: OrderEventView[] = [];
  let endedBecause: string | undefined;
  const close = client.subscribe(
    { operation: ORDER_EVENTS, variables: { orderId } },
    {
      onAnswer: ({ orderEvents }) => seen.push(orderEvents),
      onEnd: (reason) => {
        endedBecause ??= reason;
      },
    },
  );

  async function look(fits: (event: OrderEventView) => boolean) {
    const isThere = seen.some(fits);
    if (!isThere && endedBecause !== undefined) throw new StepFailed(`orderEvents ended: ${endedBecause}`);
    return { isThere, latest: seen.at(-1) };
  }

  return {
    seen,
    async until(what, fits) {
      await waitUntil(
        what,
        () => look(fits),
        ({ isThere }) => isThere,
      );
    },
    expectNoGaps() {
      const sequences = seen.map(({ sequence }) => sequence);
      const wanted = sequences.map((_, index) => index + 1);
      expectSame("the events' numbers", sequences, wanted);
    },
    close,
  };
}
