import type { Work } from "../api/work.js";
import type { Timers } from "../clock/timers.js";
import type { Engine } from "../engine.js";
import type { DeliveryRow, WebhookEndpointRow } from "../entities/webhook.js";
import { formatEvent } from "../formatters/event.js";
import { isStruck, type DeliveryFault } from "./delivery-faults.js";
import { DeliveryLanes } from "./delivery-lanes.js";
import { signatureHeader } from "./signature.js";

/** A receiver that takes longer has not answered. */
const ANSWER_WITHIN_MS = 10_000;

/** How long events are gathered before they are sent backwards. */
const GATHER_MS = 150;

/** A clock that stands still a moment before a retry would be asked without a pause otherwise. */
const SHORTEST_WAIT_MS = 20;

/** Timers end at 2^31 ms, and the clock may be moved by hand meanwhile. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/** A disk that is full now may have room by then. */
const AFTER_FAILURE_MS = 1_000;

/** Sends events that are due, and puts each failed delivery off to its next attempt. */
export class Deliverer {
  readonly #engine: Engine;
  readonly #send: typeof fetch;
  readonly #timers: Timers;
  readonly #lanes = new DeliveryLanes();
  readonly #stop = new AbortController();
  #stopTimer: (() => void) | undefined;
  #gathered: DeliveryRow[] = [];
  #stopGathering: (() => void) | undefined;

  constructor(engine: Engine, { send, timers }: { send: typeof fetch; timers: Timers }) {
    this.#engine = engine;
    this.#send = send;
    this.#timers = timers;
  }

  close(): void {
    this.#stop.abort();
    this.#stopTimer?.();
    this.#stopGathering?.();
  }

  /** Looks what is due now, and comes back for what is due later. */
  pump(): void {
    this.#stopTimer?.();
    if (this.#stop.signal.aborted || this.#engine.switches.webhookMode === "off") return;
    const now = this.#engine.clock.now();
    for (let next = this.#engine.dueDeliveries.next(); next; next = this.#engine.dueDeliveries.next()) {
      if (next.dueAtMs > now) {
        this.#stopTimer = this.#later(() => this.pump(), next.dueAtMs - now);
        break;
      }
      // Out of the queue while it is under way: a failed attempt writes the row anew, and so puts it back.
      this.#engine.dueDeliveries.hide(next.id);
      this.#lanes.add(next);
    }
    for (const delivery of this.#lanes.begin((waiting) => this.#isPending(waiting))) this.#dispatch(delivery);
  }

  #dispatch(delivery: DeliveryRow): void {
    if (this.#isStruck(delivery, "dropped") || this.#isPutOff(delivery)) return this.#withhold(delivery);
    const isReordered = this.#isStruck(delivery, "reordered");
    if (this.#engine.switches.webhookMode !== "twice_reversed" && !isReordered) {
      void this.#attempt(delivery);
      return;
    }
    this.#gathered.push(delivery);
    this.#stopGathering ??= this.#later(() => {
      this.#stopGathering = undefined;
      void this.#sendBackwards(this.#gathered.splice(0).toReversed());
    }, GATHER_MS);
  }

  /** Not given up, nor of another state, while it waited for its turn. */
  #isPending({ id, attempt, dueAtMs }: DeliveryRow): boolean {
    const now = this.#engine.state.tables.deliveries.find(id);
    return now?.attempt === attempt && now.dueAtMs === dueAtMs;
  }

  /** One after the other, or the order would be the network's. */
  async #sendBackwards(deliveries: readonly DeliveryRow[]): Promise<void> {
    for (const delivery of deliveries) await this.#attempt(delivery);
  }

  #isStruck(delivery: DeliveryRow, kind: DeliveryFault): boolean {
    const event = this.#engine.state.tables.events.find(delivery.eventId);
    const seed = this.#engine.state.settings?.seed ?? "";
    return event !== undefined && isStruck(this.#engine.switches.webhookFaults, kind, { seed, event, delivery });
  }

  #isPutOff(delivery: DeliveryRow): boolean {
    return delivery.wasDelayed !== true && this.#isStruck(delivery, "delayed");
  }

  /** Nothing is sent: for good, or until its time has come. */
  #withhold(delivery: DeliveryRow): void {
    this.#lanes.end(delivery);
    if (this.#isStruck(delivery, "dropped")) return this.#record({ ...delivery, attempt: Infinity }, false);
    this.#keep(delivery.account, (work) => {
      const dueAtMs = work.nowMs + work.switches.webhookFaults.delayedByMs;
      if (work.find("deliveries", delivery.id)) work.put("deliveries", { ...delivery, dueAtMs, wasDelayed: true });
    });
  }

  async #attempt(delivery: DeliveryRow): Promise<void> {
    const isTwice = this.#engine.switches.webhookMode === "twice_reversed" || this.#isStruck(delivery, "doubled");
    const times = isTwice ? 2 : 1;
    let isAccepted = false;
    for (let time = 0; time < times; time += 1) isAccepted = (await this.#post(delivery)) || isAccepted;
    if (this.#stop.signal.aborted) return;
    this.#lanes.end(delivery);
    this.#record(delivery, isAccepted);
    this.pump();
  }

  /** Any 2xx counts; a redirect does not, and is not followed (facts 8). */
  async #post(delivery: DeliveryRow): Promise<boolean> {
    const { events, webhook_endpoints: endpoints } = this.#engine.state.tables;
    const event = events.find(delivery.eventId);
    const endpoint = endpoints.find(delivery.endpointId);
    if (!event || !endpoint || endpoint.disabled) return true;

    const version = endpoint.apiVersion ?? this.#engine.defaultVersion;
    const body = JSON.stringify(formatEvent(event, { reader: endpoint.account, version }), null, 2);
    const timestamp = Math.floor(this.#engine.clock.base.now() / 1000);
    const late = new AbortController();
    const stopWaiting = this.#timers.later(() => late.abort(new Error("no answer in time")), ANSWER_WITHIN_MS);
    try {
      const answer = await this.#send(endpoint.url, {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "stripe-signature": signatureHeader(body, this.#secretsOf(endpoint, delivery), timestamp),
          "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        },
        body,
        redirect: "manual",
        signal: AbortSignal.any([this.#stop.signal, late.signal]),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch (error) {
      // Whatever kept the receiver from answering: the attempt failed and the next one is planned.
      if (!this.#stop.signal.aborted) this.#engine.log(`sandbox: webhook to ${endpoint.url} failed: ${String(error)}`);
      return false;
    } finally {
      stopWaiting();
    }
  }

  #secretsOf({ secret, retired = [] }: WebhookEndpointRow, delivery: DeliveryRow): readonly string[] {
    if (this.#isStruck(delivery, "missigned")) return [`${secret}_of_somebody_else`];
    const now = this.#engine.clock.now();
    return [secret, ...retired.filter(({ untilMs }) => untilMs > now).map((old) => old.secret)];
  }

  #record(delivery: DeliveryRow, isAccepted: boolean): void {
    const retryAfterMs = this.#engine.switches.webhookRetryDelaysMs[delivery.attempt];
    this.#keep(delivery.account, (work) => {
      if (!work.find("deliveries", delivery.id)) return;
      const event = work.find("events", delivery.eventId);
      if (!isAccepted && retryAfterMs !== undefined) {
        const dueAtMs = work.nowMs + retryAfterMs;
        work.put("deliveries", { ...delivery, attempt: delivery.attempt + 1, dueAtMs });
        return;
      }
      work.remove("deliveries", delivery.id);
      if (!event) return;
      const undelivered = isAccepted ? event.undelivered - 1 : event.undelivered;
      work.put("events", { ...event, pendingWebhooks: Math.max(0, event.pendingWebhooks - 1), undelivered });
    });
  }

  /** What came of an attempt is kept, if not now then later: nobody waits for it who could be told of a full disk. */
  #keep(account: string, change: (work: Work) => void): void {
    if (this.#stop.signal.aborted) return;
    try {
      this.#engine.perform(account, change);
    } catch (error) {
      this.#engine.log(`sandbox: a delivery could not be kept and is tried again: ${String(error)}`);
      this.#later(() => this.#keep(account, change), AFTER_FAILURE_MS);
    }
  }

  #later(action: () => void, delayMs: number): () => void {
    return this.#timers.later(action, Math.min(Math.max(delayMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS));
  }
}
