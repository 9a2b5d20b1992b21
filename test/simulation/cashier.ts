import { type MutationField, type SeenOrder, type SeenPayment } from "./asked-fields.js";
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
}

/** "Ask again later": nothing was decided by such an answer. */
const ASK_AGAIN = new Set(["REQUEST_IN_PROGRESS", "STRIPE_UNAVAILABLE", "INTERNAL_SERVER_ERROR", "RATE_LIMITED"]);
const ASK_AGAIN_TIMES = 12;
/** How often the cashier looks at one sale before calling it off. */
const PATIENCE_LOOKS = 45;
const CARD_WAIT_MS = 25_000;
/** Amounts that no test card and no rule of Stripe's takes for something special. */
const STEP_MINOR = 20;
const SPLIT_FROM_MINOR = 1_000;
const SPLIT_SHARE = 0.25;

/** Sells one thing after the other, by what the till offers; now and then by what it does not. */
export class Cashier {
  readonly #deps: CashierDeps;
  #sale = "";
  #looks = 0;

  constructor(deps: CashierDeps) {
    this.#deps = deps;
  }

  async sell(sale: string): Promise<void> {
    const { chance, till, world, locationId } = this.#deps;
    this.#sale = sale;
    this.#looks = 0;
    const totalMinor = 200 + STEP_MINOR * chance.within([0, 400], sale, "total");
    const order = { reference: sale, locationId, tillId: till.name, currency: "CHF", totalMinor };
    const made = await this.#askUntilAnswered("createOrder", order);
    const orderId = (made?.["order"] as SeenOrder | undefined)?.id;
    if (orderId === undefined) return;
    for (;;) {
      const seen = await this.#look(orderId);
      if (seen !== undefined && isSettled(seen)) return;
      if (seen !== undefined) await this.#doNext(seen);
      await world.sleep(till.name, chance.within([400, 2_500], sale, "pause", this.#looks));
    }
  }

  async #look(orderId: string): Promise<SeenOrder | undefined> {
    this.#looks += 1;
    const answer = await this.#deps.till.ask("order", { id: orderId });
    return (answer?.data as { order?: SeenOrder | null } | null)?.order ?? undefined;
  }

  async #doNext(order: SeenOrder): Promise<void> {
    const { faults, chance } = this.#deps;
    const about = `${this.#sale} ${this.#looks}`;
    if (order.status === "OPEN" && faults.strikes("till_mischief", about)) return this.#doMischief(order, about);
    const busy = order.payments.nodes.find(({ nextSafeActions: [first] }) => isUnderWay(first?.action));
    if (busy !== undefined) return this.#goOnWith(busy, order);
    const offers = order.nextSafeActions.map(({ action }) => action);
    if (offers.includes("COMPLETE_ORDER")) return this.#mutate("completeOrder", { orderId: order.id });
    if (order.status !== "OPEN" || offers.includes("CALL_FOR_HELP")) return this.#settleHolds(order);
    const isCalledOff = this.#looks > PATIENCE_LOOKS || chance.share(about, "calls it off") < 0.02;
    if (isCalledOff && offers.includes("CANCEL")) return this.#mutate("cancelOrder", { orderId: order.id });
    if (isCalledOff && offers.includes("TAKE_ANOTHER_TENDER")) {
      return this.#take(order.id, { tender: "CASH", amountMinor: order.chargeableMinor, idempotencyKey: about });
    }
    const idle = order.payments.nodes.find(({ nextSafeActions: [first] }) => isWaitingForUs(first?.action));
    if (idle !== undefined) return this.#goOnWith(idle, order);
    if (offers.includes("TAKE_ANOTHER_TENDER")) return this.#takeTender(order, about);
  }

  /** A closed order may still hold money that is to be taken, or let go. */
  async #settleHolds(order: SeenOrder): Promise<void> {
    for (const { id, nextSafeActions } of order.payments.nodes) {
      const offers = nextSafeActions.map(({ action }) => action);
      if (offers.includes("CAPTURE") && order.status === "COMPLETED")
        await this.#mutate("capturePaymentIntent", { paymentId: id });
      else if (offers.includes("CANCEL")) await this.#mutate("cancelPaymentIntent", { paymentId: id });
    }
  }

  async #takeTender({ chargeableMinor, id }: SeenOrder, about: string): Promise<void> {
    const { chance } = this.#deps;
    const isSplit = chargeableMinor > SPLIT_FROM_MINOR && chance.share(about, "splits") < SPLIT_SHARE;
    const amountMinor = isSplit ? STEP_MINOR * Math.floor(chargeableMinor / (2 * STEP_MINOR)) : chargeableMinor;
    const tender = chance.pick(["CARD_PRESENT", "CARD_PRESENT", "CARD_PRESENT", "TWINT", "CASH"], about, "tender");
    await this.#take(id, { tender, amountMinor, idempotencyKey: about });
  }

  async #take(orderId: string, share: { tender: string; amountMinor: number; idempotencyKey: string }): Promise<void> {
    const field = share.tender === "CASH" ? "recordPayment" : "createPaymentIntent";
    await this.#askUntilAnswered(field, { orderId, ...share });
  }

  async #goOnWith(payment: SeenPayment, order: SeenOrder): Promise<void> {
    const { world, till, operator, chance, faults, readerIds } = this.#deps;
    const { id: paymentId, nextSafeActions } = payment;
    const offers = nextSafeActions.map(({ action }) => action);
    const about = `${this.#sale} ${this.#looks}`;
    const action = payment.actions.at(-1);
    const waitedMs = action === undefined ? 0 : world.nowMs - Date.parse(action.startedAt);
    switch (offers[0] ?? "nothing") {
      case "PROCESS_ON_READER":
        if (action !== undefined && faults.strikes("till_dawdles", about))
          await world.sleep(till.name, chance.within([2_000, 9_000], about, "dawdles"));
        if (action !== undefined && offers.includes("TAKE_ANOTHER_TENDER") && chance.share(about, "cash") < 0.5) {
          const amountMinor = order.chargeableMinor;
          return this.#take(order.id, { tender: "CASH", amountMinor, idempotencyKey: about });
        }
        if (chance.share(about, "another tender instead") < 0.15)
          return this.#mutate("cancelPaymentIntent", { paymentId });
        return this.#process(paymentId, readerIds[0] ?? "", about);
      case "CONFIRM":
        return this.#confirmTwint(payment);
      case "OPEN_REDIRECT":
        if (waitedMs > CARD_WAIT_MS) return this.#mutate("cancelPaymentIntent", { paymentId });
        return;
      case "CALL_FOR_HELP":
        if (action?.reader && chance.share(about, "frees") < 0.5) {
          const input = { readerId: action.reader.id, force: true, reason: "nothing goes on" };
          await operator.ask("freeReader", { input });
          return;
        }
        return this.#mutate("recheckPayment", { paymentId });
      case "RECHECK":
        await this.#mutate("recheckPayment", { paymentId });
        if (offers.includes("CANCEL")) await this.#mutate("cancelPaymentIntent", { paymentId });
        return;
      case "CANCEL":
        return this.#mutate("cancelPaymentIntent", { paymentId });
      case "CHECK_CONNECTION":
        await world.sleep(till.name, chance.within([1_000, 4_000], about, "checks"));
        if (offers.includes("CANCEL") && waitedMs > CARD_WAIT_MS)
          await this.#mutate("cancelPaymentIntent", { paymentId });
        return;
      default:
        if (offers.includes("CANCEL_READER_ACTION") && action?.reader && waitedMs > CARD_WAIT_MS)
          await this.#mutate("cancelReaderAction", { readerId: action.reader.id, actionId: action.id });
    }
  }

  async #process(paymentId: string, readerId: string, attemptKey: string): Promise<void> {
    const deadlineSeconds = this.#deps.chance.within([15, 40], attemptKey, "deadline");
    await this.#askUntilAnswered("processPaymentIntent", { attemptKey, paymentId, readerId, deadlineSeconds });
  }

  async #confirmTwint({ id: paymentId, stripePaymentIntentId }: SeenPayment): Promise<void> {
    const answer = await this.#askUntilAnswered("confirmTwintPayment", { paymentId });
    const url = answer?.["redirectUrl"];
    if (typeof url === "string" && stripePaymentIntentId !== null)
      this.#deps.onRedirect({ url, paymentIntentId: stripePaymentIntentId });
  }

  /** What nobody offered; the server has to know better. */
  async #doMischief(order: SeenOrder, about: string): Promise<void> {
    const { chance, readerIds } = this.#deps;
    const payment = order.payments.nodes.at(-1);
    const amountMinor = Math.max(STEP_MINOR, order.dueMinor);
    const take = (tender: string) => () => this.#take(order.id, { tender, amountMinor, idempotencyKey: about });
    const moves: (() => Promise<unknown>)[] = [
      // Somebody else at another till takes money for the same order in the same moment.
      () =>
        Promise.all([
          take("CASH")(),
          this.#take(order.id, { tender: "CARD_PRESENT", amountMinor, idempotencyKey: `${about} 2` }),
        ]),
      take("CASH"),
      take("CARD_PRESENT"),
      take("TWINT"),
      () => this.#mutate("completeOrder", { orderId: order.id }),
      () => this.#mutate("cancelOrder", { orderId: order.id }),
    ];
    if (payment !== undefined) {
      const paymentId = payment.id;
      moves.push(
        () => this.#process(paymentId, chance.pick(readerIds, about, "reader"), about),
        () => this.#mutate("cancelPaymentIntent", { paymentId }),
        () => this.#mutate("capturePaymentIntent", { paymentId }),
        () => this.#confirmTwint(payment),
      );
    }
    await chance.pick(moves, about, "move")();
  }

  async #mutate(field: MutationField, input: Record<string, unknown>): Promise<void> {
    await this.#deps.till.ask(field, { input });
  }

  /** Again under the same key until something was decided; sometimes twice at once. */
  async #askUntilAnswered(
    field: MutationField,
    input: Record<string, unknown>,
  ): Promise<Record<string, unknown> | undefined> {
    const { till, world, chance, faults } = this.#deps;
    for (let times = 1; times <= ASK_AGAIN_TIMES; times += 1) {
      const about = `${this.#sale} ${this.#looks} ${field} ${times}`;
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

const UNDER_WAY = new Set(["WAIT", "OPEN_REDIRECT", "CHECK_CONNECTION", "CALL_FOR_HELP", "RECHECK"]);
const WAITING_FOR_US = new Set(["PROCESS_ON_READER", "CONFIRM", "CANCEL"]);

function isUnderWay(action: string | undefined): boolean {
  return action !== undefined && UNDER_WAY.has(action);
}

function isWaitingForUs(action: string | undefined): boolean {
  return action !== undefined && WAITING_FOR_US.has(action);
}

function isSettled({ status, authorizedMinor, payments }: SeenOrder): boolean {
  if (status === "OPEN" || authorizedMinor > 0) return false;
  return payments.nodes.every(
    ({ nextSafeActions: [first] }) => !isUnderWay(first?.action) && first?.action !== "CANCEL",
  );
}
