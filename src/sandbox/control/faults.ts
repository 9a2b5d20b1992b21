import { StripeError } from "../api/stripe-error.js";
import type { SandboxRequest } from "../http/exchange.js";

export type FaultKind = "drop" | "delay" | "status";

export interface FaultOrder {
  readonly method?: string;
  /** Source of a regular expression, matched on the pathname. */
  readonly path: string;
  readonly kind: FaultKind;
  readonly when: "before" | "after";
  readonly count: number;
  readonly delayMs: number;
  /** For the kind `status`: 409, 429, 500, 502, 503, 504. */
  readonly status: number;
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

/** Faults that were ordered for coming requests. They belong to the run and not to the state. */
export class FaultBook {
  #faults: Fault[] = [];

  add(id: string, order: FaultOrder): Fault {
    const fault = { ...order, id, fired: 0 };
    this.#faults.push(fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The oldest fault that still has shots left and matches; one request takes at most one on each side. */
  fire(request: SandboxRequest, when: Fault["when"]): FiredFault | undefined {
    const fault = this.#faults.find((candidate) => candidate.when === when && matches(candidate, request));
    if (!fault) return undefined;
    fault.fired += 1;
    const { kind, delayMs } = fault;
    return kind === "status" ? { kind, delayMs, error: injectedError(fault.status) } : { kind, delayMs };
  }
}

/** As the control plane shows it. */
export function describeFault({ delayMs, id, ...order }: Fault): Record<string, unknown> {
  return { id, ...order, delay_ms: delayMs };
}

function matches(fault: Fault, { method, pathname }: SandboxRequest): boolean {
  if (fault.fired >= fault.count) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return new RegExp(fault.path).test(pathname);
}

/** A 500 happened inside the endpoint, and is the key's first result; the others were turned away before (facts 9). */
function injectedError(status: number): StripeError {
  const handling = { status, isValidation: status !== 500 };
  if (status === 409) {
    const message = "This object cannot be accessed right now because another API request is currently accessing it.";
    return new StripeError({ type: "invalid_request_error", code: "lock_timeout", message }, handling);
  }
  if (status === 429) {
    const message =
      "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.";
    return new StripeError({ type: "invalid_request_error", code: "rate_limit", message }, handling);
  }
  const message =
    "Sorry! There was an error while talking to one of our backends. Support has been notified. Please try again.";
  return new StripeError({ type: "api_error", message }, handling);
}
