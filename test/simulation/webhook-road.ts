import type { Chance } from "./chance.js";
import { EventOrder, type SentEvent } from "./event-order.js";
import type { FaultBook } from "./fault-book.js";
import type { Instance } from "./instance.js";
import type { World } from "./world.js";

export interface WebhookRoadDeps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  pickInstance: (about: string) => Instance | undefined;
  /** Whether no webhook comes any more. */
  isOver: () => boolean;
}

const OWNER = "webhooks";
const LATENCY_MS = [20, 400] as const;
const DELAYED_MS = [4_000, 20_000] as const;

/** The way of a webhook from Stripe to one of the servers, on which it is lost, doubled, held up or spoilt. */
export function webhookRoad({ world, chance, faults, pickInstance, isOver }: WebhookRoadDeps): typeof fetch {
  let [sent, hasEnded] = [0, false];
  const order = new EventOrder();
  return async (_url, init) => {
    const body = typeof init?.body === "string" ? init.body : "{}";
    const event = JSON.parse(body) as SentEvent;
    const about = `${event.id} ${(sent += 1)}`;
    order.noteSent(event);
    if (isOver()) {
      if (!hasEnded) faults.count("webhooks_end");
      hasEnded = true;
      return new Response(null, { status: 200 });
    }
    // Stripe takes it for delivered: some proxy answered in our name.
    if (faults.strikes("webhook_dropped", about)) return new Response(null, { status: 200 });
    const copies = [deliver(body, init, about)];
    if (faults.strikes("webhook_doubled", about)) copies.push(deliver(body, init, `${about} again`));
    const [first] = await Promise.all(copies);
    return first ?? new Response(null, { status: 500 });
  };

  async function deliver(body: string, init: RequestInit | undefined, about: string): Promise<Response> {
    const isDelayed = faults.strikes("webhook_delayed", about);
    const isReordered = !isDelayed && faults.decides("webhook_reordered", about);
    // Later than what Stripe sends in the next moment is enough to come in another order.
    const [least, most] = isDelayed ? DELAYED_MS : ([LATENCY_MS[0], LATENCY_MS[1] * (isReordered ? 10 : 1)] as const);
    await world.sleep(OWNER, chance.within([least, most], "webhook", about));
    if (order.isLate(JSON.parse(body) as SentEvent) && isReordered) faults.count("webhook_reordered");
    const instance = pickInstance(about);
    if (instance === undefined) throw new TypeError("fetch failed: nobody is there");
    const headers = new Headers(init?.headers);
    const signature = headers.get("stripe-signature") ?? "";
    const isMissigned = faults.strikes("webhook_missigned", about);
    const answer = await world.orGone(
      instance.owner,
      instance.app.inject({
        method: "POST",
        url: "/webhooks/stripe",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "stripe-signature": isMissigned ? signature.replaceAll(/v1=./g, "v1=0") : signature,
        },
        payload: body,
      }),
    );
    if (answer === "gone") throw new TypeError("fetch failed: the server went away");
    return new Response(null, { status: answer.statusCode });
  }
}
