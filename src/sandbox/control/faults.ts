import type { StripeError } from "../api/stripe-error.js";
import type { SandboxRequest } from "../http/exchange.js";
import { fractionOf, hexOf } from "../store/random.js";
import { injectedError, type TooManyCode } from "./fault-errors.js";

export type FaultKind = "drop" | "delay" | "status" | "cut";

export interface FaultOrder {
  readonly method?: string;
  /** Source of a regular expression, matched on the pathname. */
  readonly path: string;
  readonly kind: FaultKind;
  readonly when: "before" | "after";
  readonly count: number;
  /** Which part of the requests that match: 1 for each of them. */
  readonly share?: number;
  readonly delayMs: number;
  /** For the kind `status`: 409, 429, 500, 502, 503, 504. */
  readonly status: number;
  /** Of a 429; without one it is a rate limit. */
  readonly code?: TooManyCode;
}

export interface Fault extends FaultOrder {
  readonly id: string;
  fired: number;
}

export interface FiredFault {
  readonly kind: FaultKind;
  readonly delayMs: number;
  readonly error?: StripeError;
}

/** Far more requests than a run makes. */
export const WITHOUT_END = Number.MAX_SAFE_INTEGER;

/** Faults that were ordered for coming requests. They belong to the run and not to the state. */
export class FaultBook {
  #faults: Fault[] = [];
  /** How often each request came so far, so that a second try is decided anew. */
  readonly #attempts = new Map<string, number>();
  readonly #seed: () => string;

  constructor(seed: () => string = () => "") {
    this.#seed = seed;
  }

  add(id: string, order: FaultOrder): Fault {
    const fault = { ...order, id, fired: 0 };
    this.#faults.push(fault);
    return fault;
  }

  /** A reader whose acknowledgements come late: the round trip to it lies inside the request (facts 4.5). */
  slowDown(readerId: string, delayMs: number): void {
    const id = `slow:${readerId}`;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    if (delayMs === 0) return;
    const path = `^/v1/terminal/readers/${readerId}/\\w+$`;
    this.add(id, { method: "POST", path, kind: "delay", when: "after", count: WITHOUT_END, delayMs, status: 500 });
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
    this.#attempts.clear();
  }

  /** The oldest fault that still has shots left and matches; one request takes at most one on each side. */
  fire(request: SandboxRequest, when: Fault["when"]): FiredFault | undefined {
    const fault = this.#faults.find(
      (candidate) => candidate.when === when && matches(candidate, request) && this.#isHit(candidate, request),
    );
    if (!fault) return undefined;
    fault.fired += 1;
    const { kind, delayMs } = fault;
    return kind === "status"
      ? { kind, delayMs, error: injectedError(fault, request.headers["idempotency-key"] ?? "") }
      : { kind, delayMs };
  }

  /** A hash of seed, kind, what the request is about and its how-manieth try: never a draw in the order of arrival. */
  #isHit({ share = 1, kind, when, path }: Fault, request: SandboxRequest): boolean {
    if (share >= 1) return true;
    const key = businessKeyOf(request);
    const counter = `${path}|${kind}|${when}|${key}`;
    const attempt = this.#attempts.get(counter) ?? 0;
    this.#attempts.set(counter, attempt + 1);
    return fractionOf(this.#seed(), `fault ${kind} ${when}`, key, attempt) < share;
  }
}

/** As the control plane shows it. */
export function describeFault({ delayMs, id, count, ...order }: Fault): Record<string, unknown> {
  return { id, ...order, count: count === WITHOUT_END ? null : count, delay_ms: delayMs };
}

/** The first half of an answer, which is no JSON any more. */
export function cutBody<Response extends { readonly body: string }>(answer: Response): Response {
  return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
}

function matches(fault: Fault, { method, pathname }: SandboxRequest): boolean {
  if (fault.fired >= fault.count) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return new RegExp(fault.path).test(pathname);
}

/** Keys that a client made up by itself are random; then the request's own content says what it is about. */
function businessKeyOf({ headers, method, pathname, search, body }: SandboxRequest): string {
  const key = headers["idempotency-key"] ?? "";
  if (key !== "" && !key.startsWith("stripe-node-retry-")) return key;
  return hexOf(method, pathname, search, body);
}
