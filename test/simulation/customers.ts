import type { Chance } from "./chance.js";
import type { FaultBook } from "./fault-book.js";
import { LatePayers } from "./late-payers.js";
import type { StripeHost } from "./stripe-host.js";
import type { World } from "./world.js";

export interface CustomersDeps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  stripe: StripeHost;
}

const DECLINED_CARD = "4000000000000002";
const LOOK_EVERY_MS = 400;
const USUAL_MS = [800, 7_000] as const;

interface ShownReader {
  readonly screen: string;
  readonly action: { process_payment_intent?: { payment_intent: string } } | null;
}

interface Confirmed {
  readonly next_action?: { readonly redirect_to_url?: { readonly url: string } } | null;
}

/** The people before the readers: they pay, are declined, cancel, pay late or walk away. */
export class Customers {
  readonly late: LatePayers;
  readonly #deps: CustomersDeps;

  constructor(deps: CustomersDeps) {
    this.late = new LatePayers(deps);
    this.#deps = deps;
  }

  /** Serves whoever stands at one reader, one after the other, as long as the day lasts. */
  async standAt(readerId: string): Promise<never> {
    const { world } = this.#deps;
    let shown = "";
    for (let times = 0; ;) {
      await world.sleep(readerId, LOOK_EVERY_MS);
      const waiting = await this.#waitingAt(readerId);
      if (waiting === shown) continue;
      shown = waiting;
      if (waiting === "") continue;
      times += 1;
      void this.#serve(readerId, waiting, `${readerId} ${times}`);
    }
  }

  /** What a customer at the reader, or at the page, does in the moment in which a cancel arrives. */
  async beforeArrival(request: Request): Promise<void> {
    const { pathname } = new URL(request.url);
    const [, readerId] = /^\/v1\/terminal\/readers\/([^/]+)\/cancel_action$/.exec(pathname) ?? [];
    const key = request.headers.get("idempotency-key") ?? "";
    if (readerId === undefined || (await this.#waitingAt(readerId)) === "") return;
    if (this.#deps.faults.strikes("customer_pays_at_cancel", key)) await this.#present(readerId, undefined);
  }

  /** One customer with a phone. */
  async payWithTwint({ url, paymentIntentId }: { url: string; paymentIntentId: string }): Promise<void> {
    const { faults, stripe } = this.#deps;
    const about = `${paymentIntentId} twint`;
    if (faults.strikes("customer_walks_away", about)) return;
    await this.#takeTime(paymentIntentId, about);
    const outcome = faults.strikes("customer_declined", about) ? "fail" : "authorize";
    await stripe.ask(new URL(url).pathname, { form: { outcome } });
  }

  /** The till's own page, on which Stripe.js confirms: the customer is sent on to TWINT. */
  async payAtOwnPage(paymentIntentId: string): Promise<void> {
    const { world, chance, stripe } = this.#deps;
    await world.sleep("customers", chance.within(USUAL_MS, paymentIntentId, "own page"));
    const form = { "payment_method_data[type]": "twint", return_url: "https://till.test/done" };
    const confirmed = (await stripe.ask(`/v1/payment_intents/${paymentIntentId}/confirm`, { form })) as Confirmed;
    const url = confirmed.next_action?.redirect_to_url?.url;
    if (url !== undefined) await this.payWithTwint({ url, paymentIntentId });
  }

  async #serve(readerId: string, waiting: string, about: string): Promise<void> {
    const { faults, stripe } = this.#deps;
    if (faults.strikes("customer_walks_away", about)) return;
    await this.#takeTime(waiting, about);
    if ((await this.#waitingAt(readerId)) !== waiting) return;
    if (faults.strikes("customer_cancels", about)) {
      await stripe.ask(`/_sandbox/readers/${readerId}`, { json: { customer_cancels: true } });
      return;
    }
    await this.#present(readerId, faults.strikes("customer_declined", about) ? DECLINED_CARD : undefined);
  }

  async #takeTime(intentId: string, about: string): Promise<void> {
    const { world, chance, faults } = this.#deps;
    if (faults.decides("customer_pays_late", about)) return this.late.wait(intentId, about);
    await world.sleep("customers", chance.within(USUAL_MS, about));
  }

  async #present(readerId: string, number: string | undefined): Promise<void> {
    await this.#deps.stripe.ask(`/v1/test_helpers/terminal/readers/${readerId}/present_payment_method`, {
      form: { type: "card_present", ...(number === undefined ? {} : { "card_present[number]": number }) },
    });
  }

  /** The PaymentIntent whose amount the reader shows, or an empty text. */
  async #waitingAt(readerId: string): Promise<string> {
    const reader = (await this.#deps.stripe.ask(`/_sandbox/readers/${readerId}`, { json: {} })) as ShownReader;
    return reader.screen === "present card" ? (reader.action?.process_payment_intent?.payment_intent ?? "") : "";
  }
}
