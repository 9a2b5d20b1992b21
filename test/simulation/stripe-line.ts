import type { Chance } from "./chance.js";
import type { FaultBook } from "./fault-book.js";
import type { StripeHost } from "./stripe-host.js";
import type { StripeOutage } from "./stripe-outage.js";
import type { Owner, World } from "./world.js";

export interface LineDeps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  stripe: StripeHost;
  outage: StripeOutage;
  /** Ends the instance here, never to answer, where the day wants that. */
  perhapsDie: (owner: Owner, point: "send" | "flight" | "answer", about: string) => Promise<void>;
  /** What customers do in the moment in which a request reaches Stripe. */
  beforeArrival: (request: Request) => Promise<void>;
}

const NETWORK = "network";
const LATENCY_MS = [20, 250] as const;
const LATE_MS = [800, 4_000] as const;
const VERY_LATE_MS = [6_000, 20_000] as const;
const SLOW_MS = [2_000, 25_000] as const;

/** The line between an instance and Stripe, on which requests and answers are lost, late, or silent. */
export function stripeLine(owner: Owner, deps: LineDeps): typeof fetch {
  const { world, chance, faults, stripe, outage } = deps;
  const asked = new Map<string, number>();
  return async (input, init) => {
    const request = new Request(input, { ...init, signal: null });
    const about = aboutOf(request);
    const times = (asked.get(about) ?? 0) + 1;
    asked.set(about, times);
    const isWrite = request.method === "POST";
    if (isWrite) await deps.perhapsDie(owner, "send", about);
    // A server that stands still now has sent it already.
    await world.turn(owner, `asks Stripe ${about}`, { isOut: true });
    const sentAtMs = world.nowMs;
    if (outage.keepsAway() || faults.strikes("lost_request", about)) return broken();
    const delayMs = isWrite ? delayOf(faults, request, about) : undefined;
    const arrival = arrive(delayMs ?? LATENCY_MS);
    if (delayMs !== undefined) {
      void arrival;
      return broken();
    }
    if (isWrite) await deps.perhapsDie(owner, "flight", about);
    return untilAborted(arrival.then(comeBack), init?.signal);

    async function arrive([least, most]: readonly [number, number]): Promise<Response> {
      await world.sleep(NETWORK, chance.within([least, most], "latency", owner, about, times));
      await deps.beforeArrival(request);
      return stripe.receive(request, sentAtMs);
    }

    async function comeBack(response: Response): Promise<Response> {
      if (faults.strikes("silence", about)) return new Promise(() => {});
      const [least, most] = faults.strikes("slow_answer", about) ? SLOW_MS : LATENCY_MS;
      await world.sleep(NETWORK, chance.within([least, most], "way back", owner, about, times));
      await world.turn(owner, `hears from Stripe ${about}`);
      if (faults.strikes("lost_answer", about)) return broken();
      if (isWrite) await deps.perhapsDie(owner, "answer", about);
      return response;
    }
  };
}

/** What a request is about: its key names one write, whoever sends it and however often. */
function aboutOf(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const key = request.headers.get("idempotency-key") ?? "";
  return `${request.method} ${pathname}${search} ${key}`.trim();
}

/** How late a request reaches Stripe whose connection broke; undefined where it did not. */
function delayOf(faults: FaultBook, { url }: Request, about: string): readonly [number, number] | undefined {
  if (!new URL(url).pathname.endsWith("/process_payment_intent")) {
    return faults.strikes("late_effect", about) ? LATE_MS : undefined;
  }
  if (faults.strikes("very_late_command", about)) return VERY_LATE_MS;
  return faults.strikes("late_command", about) ? LATE_MS : undefined;
}

function broken(): never {
  throw new TypeError("fetch failed", { cause: new Error("the connection broke") });
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (signal == null) return work;
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}
