import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

export interface GraphqlOperationSample {
  /** The operation's name as the client gave it, or null. */
  name: string | null;
  outcome: "ok" | "error";
  seconds: number;
}

export interface StripeCallSample {
  kind: string;
  outcome: string;
}

export interface StripeBudgetSample {
  priority: string;
  seconds: number;
}

/** The webhook events that are not worked off; each figure NaN where the database did not tell. */
export interface InboxSample {
  waiting: number;
  oldestWaitingSeconds: number;
  dead: number;
}

export interface Metrics {
  registry: Registry;
  observeGraphqlOperation(sample: GraphqlOperationSample): void;
  countStripeCall(sample: StripeCallSample): void;
  showInbox(sample: InboxSample): void;
  observeStripeBudgetWait(sample: StripeBudgetSample): void;
}

/** Clients choose operation names: without a bound, one that numbers them would grow a series per request. */
const MAX_OPERATION_NAMES = 200;

/** From a cached read to a mutation that waited its two seconds for Stripe. */
const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10];

/** From a question to the database to the patience of a job. */
const BUDGET_WAIT_BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Metrics in a registry of their own, so that two servers in one process don't mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const operations = new Histogram({
    name: "tillgraph_graphql_operation_duration_seconds",
    help: "How long GraphQL operations took, by name and outcome. Subscriptions are not counted.",
    labelNames: ["operation", "outcome"] as const,
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [registry],
  });
  const stripeCalls = new Counter({
    name: "tillgraph_stripe_calls_total",
    help: "Calls to Stripe, by kind and outcome.",
    labelNames: ["kind", "outcome"] as const,
    registers: [registry],
  });
  const budgetWaits = new Histogram({
    name: "tillgraph_stripe_budget_wait_seconds",
    help: "How long calls to Stripe waited for their turn in the account's budget, by priority: till or job.",
    labelNames: ["priority"] as const,
    buckets: BUDGET_WAIT_BUCKETS_SECONDS,
    registers: [registry],
  });
  const showInbox = createInboxGauges(registry);
  const toLabel = boundedNames();
  return {
    registry,
    observeGraphqlOperation: ({ name, outcome, seconds }) =>
      operations.observe({ operation: toLabel(name), outcome }, seconds),
    countStripeCall: ({ kind, outcome }) => stripeCalls.inc({ kind, outcome }),
    showInbox,
    observeStripeBudgetWait: ({ priority, seconds }) => budgetWaits.observe({ priority }, seconds),
  };
}

/** Of the whole database, so that every instance shows the same: take the highest, not the sum. */
function createInboxGauges(registry: Registry): (sample: InboxSample) => void {
  const registers = [registry];
  const events = new Gauge({
    name: "tillgraph_webhook_events",
    help: "Webhook events that are not worked off, by state (waiting, dead). More than 1,000 are shown as 1,000.",
    labelNames: ["state"] as const,
    registers,
  });
  const oldest = new Gauge({
    name: "tillgraph_webhook_oldest_waiting_seconds",
    help: "How long the oldest webhook event has waited to be worked off.",
    registers,
  });
  return ({ waiting, oldestWaitingSeconds, dead }) => {
    events.set({ state: "waiting" }, waiting);
    events.set({ state: "dead" }, dead);
    oldest.set(oldestWaitingSeconds);
  };
}

function boundedNames(): (name: string | null) => string {
  const known = new Set<string>();
  return (name) => {
    if (name === null) return "(anonymous)";
    if (known.size < MAX_OPERATION_NAMES) known.add(name);
    return known.has(name) ? name : "(other)";
  };
}
