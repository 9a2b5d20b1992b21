import { setTimeout as sleep } from "node:timers/promises";
import { ClientError } from "graphql-request";
import type { Chance } from "../simulation/chance.js";
import { OrderWithPaymentsDocument, type OrderWithPaymentsQuery } from "../support/generated/operations.js";
import { DECLINED_CARD, decideTwint, type Till } from "../support/till.js";
import type { Fleet } from "./fleet.js";
import type { Trace } from "./trace.js";

export interface CashierDeps {
  fleet: Fleet;
  chance: Chance;
  trace: Trace;
  readerId: string;
}

type SeenOrder = NonNullable<OrderWithPaymentsQuery["order"]>;
type SeenPayment = SeenOrder["payments"]["nodes"][number];

const PAUSE_MS = 60;
/** A sale that hangs waits for a lease, and perhaps for the next one. */
const SALE_WITHIN_MS = 45_000;
/** Then the customer goes, or has no more cards. */
const ATTEMPTS = 3;
const TENDERS = ["CARD_PRESENT", "CARD_PRESENT", "CARD_PRESENT", "TWINT", "CASH"] as const;

/** Sells by what the till is offered: asks any server that lives, and again under the same key where none answered. */
export class DayCashier {
  readonly #deps: CashierDeps;
  #sale = "";
  #looks = 0;

  constructor(deps: CashierDeps) {
    this.#deps = deps;
  }

  async sell(reference: string): Promise<void> {
    this.#sale = reference;
    this.#looks = 0;
    const totalMinor = 100 * this.#deps.chance.within([2, 90], reference, "total");
    const { id } = await this.#askUntilAnswered("order", (till) => till.openOrder(totalMinor, { reference }));
    const deadline = Date.now() + SALE_WITHIN_MS;
    for (;;) {
      const order = await this.#look(id);
      if (isOver(order)) return;
      if (Date.now() > deadline) throw new Error(`${reference} does not end: ${JSON.stringify(order)}`);
      await this.#doNext(order);
      await sleep(PAUSE_MS);
    }
  }

  #look(orderId: string): Promise<SeenOrder> {
    this.#looks += 1;
    return this.#askUntilAnswered("look", async ({ client }) => {
      const { order } = await client.request(OrderWithPaymentsDocument, { id: orderId, first: 20 });
      if (order == null) throw new Error("the order is not there");
      return order;
    });
  }

  async #doNext(order: SeenOrder): Promise<void> {
    const payments = order.payments.nodes;
    const busy = payments.find((payment) => BUSY.has(nextOf(payment)));
    if (busy !== undefined) return this.#goOnWith(busy);
    const offers = new Set(order.nextSafeActions.map(({ action }) => action));
    if (offers.has("COMPLETE_ORDER")) return this.#ask("complete", (till) => till.complete(order.id));
    if (order.status !== "OPEN") return this.#captureHolds(payments);
    if (payments.flatMap(({ actions }) => actions).length >= ATTEMPTS) return this.#callOff(order);
    const idle = payments.find((payment) => IDLE.has(nextOf(payment)));
    const isPatient = this.#deps.chance.share(this.#sale, this.#looks, "patience") > 0.2;
    return idle !== undefined && isPatient ? this.#goOnWith(idle) : this.#takeTender(order);
  }

  async #takeTender(order: SeenOrder): Promise<void> {
    const idempotencyKey = this.#key();
    const tender = this.#deps.chance.pick(TENDERS, idempotencyKey);
    if (tender === "CASH") return this.#takeCash(order);
    return this.#ask("create", (till) => till.createIntent(order.id, { idempotencyKey, tender }));
  }

  #takeCash({ id, chargeableMinor, dueMinor }: SeenOrder): Promise<void> {
    const idempotencyKey = this.#key();
    return this.#ask("cash", (till) => till.recordCash(id, chargeableMinor || dueMinor, { idempotencyKey }));
  }

  async #goOnWith(payment: SeenPayment): Promise<void> {
    const { id, actions, twint, tender } = payment;
    const next = nextOf(payment);
    const action = actions.at(-1);
    const attemptKey = this.#key();
    const { readerId } = this.#deps;
    if (next === "PROCESS_ON_READER") return this.#ask("process", (till) => till.process(id, readerId, { attemptKey }));
    if (next === "CONFIRM") return this.#ask("confirm", (till) => till.confirmTwint(id));
    if (next === "OPEN_REDIRECT") return this.#onThePhone(twint?.redirectUrl ?? "");
    if (next !== "WAIT") return this.#ask("recheck", (till) => till.recheck(id));
    if (action?.state === "IN_PROGRESS" && tender === "CARD_PRESENT") return this.#atTheReader(action.id);
  }

  /** The customer pays, is declined, or has changed their mind. */
  #atTheReader(actionId: string): Promise<void> {
    const { readerId, chance } = this.#deps;
    const mood = chance.share(this.#key(), "mood");
    if (mood < 0.15) return this.#ask("cancel at reader", (till) => till.cancelAtReader(actionId, readerId));
    return this.#ask("card", (till) => till.presentCard(mood < 0.35 ? DECLINED_CARD : undefined, readerId));
  }

  /** A page that was decided is decided. */
  async #onThePhone(redirectUrl: string): Promise<void> {
    const outcome = this.#deps.chance.share(this.#key(), "phone") < 0.8 ? "authorize" : "fail";
    const { status } = await decideTwint(redirectUrl, outcome);
    this.#deps.trace.write("phone", { sale: this.#sale, outcome, status });
  }

  /** The goods are handed over: what Stripe refused to take then is taken now. */
  async #captureHolds(payments: readonly SeenPayment[]): Promise<void> {
    const held = payments.filter(({ status }) => status === "REQUIRES_CAPTURE");
    for (const { id } of held) await this.#ask("capture", (till) => till.capture(id));
  }

  #callOff(order: SeenOrder): Promise<void> {
    const open = order.payments.nodes.find(({ nextSafeActions }) =>
      nextSafeActions.some(({ action }) => action === "CANCEL"),
    );
    if (open !== undefined) return this.#ask("cancel payment", (till) => till.cancelPayment(open.id));
    if (order.paidMinor + order.authorizedMinor > 0) return this.#takeCash(order);
    return this.#ask("cancel order", (till) => till.cancelOrder(order.id));
  }

  #key(): string {
    return `${this.#sale}, ${this.#looks}`;
  }

  async #ask(what: string, request: (till: Till) => Promise<unknown>): Promise<void> {
    await this.#tryToAsk(what, request);
  }

  async #askUntilAnswered<T>(what: string, request: (till: Till) => Promise<T>): Promise<T> {
    const deadline = Date.now() + SALE_WITHIN_MS;
    for (;;) {
      const answer = await this.#tryToAsk(what, request);
      if (answer !== undefined) return answer;
      if (Date.now() > deadline) throw new Error(`${this.#sale}: no answer to ${what}`);
      await sleep(PAUSE_MS);
    }
  }

  async #tryToAsk<T>(what: string, request: (till: Till) => Promise<T>): Promise<T | undefined> {
    const { fleet, chance, trace } = this.#deps;
    const { till, url } = chance.pick(fleet.alive(), this.#key(), what);
    try {
      const answer = await request(till);
      trace.write(what, { sale: this.#sale, server: url });
      return answer;
    } catch (error) {
      trace.write(what, { sale: this.#sale, server: url, refused: codeOf(error) });
      return undefined;
    }
  }
}

const BUSY = new Set(["WAIT", "OPEN_REDIRECT", "RECHECK", "CHECK_CONNECTION", "CALL_FOR_HELP"]);
const IDLE = new Set(["PROCESS_ON_READER", "CONFIRM"]);

/** What a cashier does first. A connection is looked at in passing, where there is more to do. */
function nextOf({ nextSafeActions }: SeenPayment): string {
  const [first, second] = nextSafeActions.map(({ action }) => action);
  return (first === "CHECK_CONNECTION" ? second : first) ?? first ?? "";
}

function isOver({ status, payments, authorizedMinor }: SeenOrder): boolean {
  const isBusy = payments.nodes.some((payment) => BUSY.has(nextOf(payment)));
  return status !== "OPEN" && authorizedMinor === 0 && !isBusy;
}

function codeOf(error: unknown): unknown {
  if (error instanceof ClientError) return error.response.errors?.[0]?.extensions?.["code"] ?? error.response.status;
  return error instanceof Error ? error.message : error;
}
