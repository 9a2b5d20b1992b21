import { DEFAULT_VERSION } from "../../src/sandbox/api/api-version.js";
import { createSandboxCore } from "../../src/sandbox/create-sandbox-core.js";
import { createFetch } from "../../src/sandbox/http/fetch-adapter.js";
import type { StripeChange, StripeIntent, StripeRequest } from "./day-record.js";
import type { World } from "./world.js";

export const STRIPE_URL = "http://stripe.test";
export const SECRET_KEY = "sk_test_simulation";

/** Faults that the sandbox plays itself: what Stripe answers instead, by a share of the requests. */
const ANSWER_FAULTS = [
  { status: 500, when: "before", share: 0.01 },
  { status: 500, when: "after", share: 0.01 },
  { status: 409, when: "before", share: 0.01 },
  { status: 429, code: "rate_limit", when: "before", share: 0.01 },
  { status: 429, code: "lock_timeout", when: "before", share: 0.01 },
  { status: 503, when: "after", share: 0.01 },
] as const;

/** As they are counted. */
export const ANSWER_FAULT_KINDS = ANSWER_FAULTS.map(kindOf);

/** What a server asks for; what people do at a reader is no request of ours. */
const OUR_PATHS = "^/v1/(payment_intents|terminal)";

/** Stripe as the day sees it: the sandbox on the world's clock, and a record of all that changes and is asked there. */
export class StripeHost {
  readonly changes: StripeChange[] = [];
  readonly requests: StripeRequest[] = [];
  /** When each reader was last sent a command, or shown a card. */
  readonly #usedAtMs = new Map<string, number>();
  readonly #world: World;
  readonly #fetch: typeof fetch;

  constructor(world: World, { seed, deliver }: { seed: string; deliver: typeof fetch }) {
    this.#world = world;
    const core = createSandboxCore({
      clock: { now: () => world.nowMs },
      timers: {
        later: (begin, ms) => world.later("stripe", "timer", { ms, begin }),
        sleep: (ms) => world.sleep("stripe", ms),
      },
      seed,
      deliver,
      stateDir: undefined,
      defaultVersion: DEFAULT_VERSION,
      log: () => {},
    });
    core.engine.state.onCommit((changes) => {
      for (const [table, , row] of changes) if (table === "payment_intents" && row) this.#note(row);
    });
    core.start(STRIPE_URL);
    this.#fetch = createFetch(core.handle);
  }

  /** A request that has reached Stripe, and when it left. */
  async receive(request: Request, sentAtMs: number): Promise<Response> {
    const body = await request.clone().text();
    if (request.method === "POST") this.#noteUse(new URL(request.url).pathname);
    // The answer of a slow reader comes long after what it did.
    const atMs = this.#world.nowMs;
    const response = await this.#fetch(request);
    this.requests.push({
      step: this.#world.step,
      sentAtMs,
      atMs,
      method: request.method,
      path: new URL(request.url).pathname,
      params: Object.fromEntries(new URLSearchParams(body)),
      idempotencyKey: request.headers.get("idempotency-key"),
      status: response.status,
    });
    return response;
  }

  /** What people and devices do there, and what the day sets: no line between them breaks. */
  async ask(path: string, { form, json }: { form?: Record<string, string>; json?: unknown } = {}): Promise<unknown> {
    this.#noteUse(path);
    const hasBody = form !== undefined || json !== undefined;
    const response = await this.#fetch(`${STRIPE_URL}${path}`, {
      method: hasBody ? "POST" : "GET",
      headers: {
        authorization: `Bearer ${SECRET_KEY}`,
        ...(hasBody ? { "content-type": form ? "application/x-www-form-urlencoded" : "application/json" } : {}),
      },
      ...(hasBody ? { body: form ? new URLSearchParams(form).toString() : JSON.stringify(json) } : {}),
      redirect: "manual",
    });
    const text = await response.text();
    return response.headers.get("content-type")?.includes("json") === true ? JSON.parse(text) : text;
  }

  /** Whether anybody had to do with the reader since then. */
  wasUsedSince(readerId: string, sinceMs: number): boolean {
    return (this.#usedAtMs.get(readerId) ?? 0) > sinceMs;
  }

  async beginAnswerFaults(): Promise<void> {
    for (const fault of ANSWER_FAULTS) {
      await this.ask("/_sandbox/faults", { json: { kind: "status", path: OUR_PATHS, ...fault } });
    }
  }

  /** How often each has fired; from here on none does. */
  async endAnswerFaults(): Promise<Map<string, number>> {
    const { faults } = (await this.ask("/_sandbox/faults")) as { faults: AnswerFault[] };
    await this.#fetch(`${STRIPE_URL}/_sandbox/faults`, { method: "DELETE" });
    return new Map(faults.map((fault) => [kindOf(fault), fault.fired]));
  }

  async listIntents(): Promise<StripeIntent[]> {
    const intents: StripeIntent[] = [];
    for (let after = ""; ;) {
      const page = (await this.ask(`/v1/payment_intents?limit=100&expand[]=data.latest_charge${after}`)) as Page;
      intents.push(...page.data);
      if (!page.has_more) return intents;
      after = `&starting_after=${page.data.at(-1)?.id}`;
    }
  }

  #noteUse(path: string): void {
    const [, readerId] = /^\/v1\/(?:test_helpers\/)?terminal\/readers\/([^/]+)\/\w+$/.exec(path) ?? [];
    if (readerId !== undefined) this.#usedAtMs.set(readerId, this.#world.nowMs);
  }

  #note({ id, status, amountReceived, amountCapturable }: IntentRow): void {
    const { step, nowMs } = this.#world;
    this.changes.push({ step, atMs: nowMs, intentId: id, status, amountReceived, amountCapturable });
  }
}

interface IntentRow {
  readonly id: string;
  readonly status: string;
  readonly amountReceived: number;
  readonly amountCapturable: number;
}

interface AnswerFault {
  readonly status: number;
  readonly code?: string;
  readonly when: string;
  readonly fired: number;
}

function kindOf(fault: Omit<AnswerFault, "fired">): string {
  return `stripe_${fault.code ?? fault.status}_${fault.when}`;
}

interface Page {
  readonly data: StripeIntent[];
  readonly has_more: boolean;
}
