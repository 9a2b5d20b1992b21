import type { MutationField, SeenOrder, SeenPayment } from "./asked-fields.js";
import type { Chance } from "./chance.js";
import type { FaultBook } from "./fault-book.js";
import { codeOf, type Till } from "./till.js";
import type { World } from "./world.js";

export interface CashierDeps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  till: Till;
  /** An operator's line: only they may free a reader. */
  operator: Till;
  locationId: string;
  /** The till's own reader first, then the others in the shop. */
  readerIds: readonly string[];
  onRedirect: (about: { url: string; paymentIntentId: string }) => void;
  /** The till shows its own page, on which the customer pays without us. */
  onOwnPage: (paymentIntentId: string) => void;
  /** The customer sees that the cashier gives the payment up. */
  onGivenUp: (paymentIntentId: string) => void;
}

export interface Share {
  tender: string;
  amountMinor: number;
  idempotencyKey: string;
  handover?: "CLIENT";
}

/** "Ask again later": nothing was decided by such an answer. */
const ASK_AGAIN = new Set(["REQUEST_IN_PROGRESS", "STRIPE_UNAVAILABLE", "INTERNAL_SERVER_ERROR", "RATE_LIMITED"]);
const ASK_AGAIN_TIMES = 12;

/** What a cashier can do at the till for one sale. */
export class CashierMoves {
  readonly deps: CashierDeps;
  readonly sale: string;
  #looks = 0;
  /** Since when the till shows a page of its own for a payment. */
  readonly #ownPagesSinceMs = new Map<string, number>();

  constructor(deps: CashierDeps, sale: string) {
    this.deps = deps;
    this.sale = sale;
  }

  get looks(): number {
    return this.#looks;
  }

  /** Names this moment of the sale, for what chance decides in it. */
  get about(): string {
    return `${this.sale} ${this.#looks}`;
  }

  async look(orderId: string): Promise<SeenOrder | undefined> {
    this.#looks += 1;
    const answer = await this.deps.till.ask("order", { id: orderId });
    return (answer?.data as { order?: SeenOrder | null } | null)?.order ?? undefined;
  }

  async take(orderId: string, share: Share): Promise<void> {
    const field = share.tender === "CASH" ? "recordPayment" : "createPaymentIntent";
    await this.askUntilAnswered(field, { orderId, ...share });
  }

  async process(paymentId: string, readerId: string, attemptKey: string): Promise<void> {
    const deadlineSeconds = this.deps.chance.within([15, 40], attemptKey, "deadline");
    await this.askUntilAnswered("processPaymentIntent", { attemptKey, paymentId, readerId, deadlineSeconds });
  }

  async confirmTwint({ id: paymentId, stripePaymentIntentId }: SeenPayment): Promise<void> {
    const answer = await this.askUntilAnswered("confirmTwintPayment", { paymentId });
    const url = answer?.["redirectUrl"];
    if (typeof url === "string" && stripePaymentIntentId !== null)
      this.deps.onRedirect({ url, paymentIntentId: stripePaymentIntentId });
  }

  /** How long the till's own page has been open for the payment; it is opened at the first time. */
  showOwnPage({ id, stripePaymentIntentId }: SeenPayment): number {
    const { world, onOwnPage } = this.deps;
    const sinceMs = this.#ownPagesSinceMs.get(id);
    if (sinceMs !== undefined) return world.nowMs - sinceMs;
    if (stripePaymentIntentId === null) return 0;
    this.#ownPagesSinceMs.set(id, world.nowMs);
    onOwnPage(stripePaymentIntentId);
    return 0;
  }

  /** Where a customer may just be about to pay. */
  async giveUp({ id: paymentId, stripePaymentIntentId, actions }: SeenPayment, at: "the reader" | "Stripe") {
    if (stripePaymentIntentId !== null) this.deps.onGivenUp(stripePaymentIntentId);
    const action = actions.at(-1);
    if (at === "Stripe") return this.mutate("cancelPaymentIntent", { paymentId });
    return this.mutate("cancelReaderAction", { readerId: action?.reader?.id, actionId: action?.id });
  }

  async mutate(field: MutationField, input: Record<string, unknown>): Promise<void> {
    await this.deps.till.ask(field, { input });
  }

  /** Again under the same key until something was decided; sometimes twice at once. */
  async askUntilAnswered(
    field: MutationField,
    input: Record<string, unknown>,
  ): Promise<Record<string, unknown> | undefined> {
    const { till, world, chance, faults } = this.deps;
    for (let times = 1; times <= ASK_AGAIN_TIMES; times += 1) {
      const about = `${this.about} ${field} ${times}`;
      const isDouble = faults.strikes("till_asks_twice", about);
      const [answer] = await Promise.all([
        till.ask(field, { input }),
        ...(isDouble ? [till.ask(field, { input })] : []),
      ]);
      const code = codeOf(answer ?? null);
      if (answer !== null && answer !== undefined && (code === null || !ASK_AGAIN.has(code)))
        return (answer.data as Record<string, Record<string, unknown>> | undefined)?.[field] ?? undefined;
      await world.sleep(till.name, chance.within([200, 2_500], about, "again"));
    }
    return undefined;
  }
}
