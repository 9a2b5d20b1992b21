import type { Engine } from "../engine.js";
import { cutBody, type FaultBook } from "../control/faults.js";
import type { Journal, OpenEntry } from "../control/journal.js";
import type { Outcome, SandboxRequest } from "../http/exchange.js";
import { admit, answerRequest, readCaller, refuse, type Caller } from "./answer-request.js";
import { keyInUse } from "./idempotency.js";
import type { Router } from "./router.js";
import { runDueTasks } from "../background/run-due-tasks.js";

export interface ApiDeps {
  readonly engine: Engine;
  readonly router: Router;
  readonly faults: FaultBook;
  readonly journal: Journal;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Stripe's API with the faults that were ordered laid around each request. */
export function createApi(deps: ApiDeps): (request: SandboxRequest) => Promise<Outcome> {
  const keysInProgress = new Set<string>();

  return async (request) => {
    const caller = readCaller(deps.engine, request, deps.engine.newRequestId());
    const entry = deps.journal.begin(request, caller);
    const key = lockOf(caller, request);
    if (key !== null && keysInProgress.has(key))
      return entry.end(refuse(deps.engine, caller, keyInUse(caller.idempotencyKey ?? "")));

    if (key !== null) keysInProgress.add(key);
    try {
      return entry.end(await exchange(deps, request, { caller, entry }));
    } finally {
      if (key !== null) keysInProgress.delete(key);
    }
  };
}

/** What a request keeps others from while it is under way; a stranger's keeps nobody from anything. */
function lockOf(caller: Caller, request: SandboxRequest): string | null {
  if (caller.idempotencyKey === null) return null;
  try {
    admit(caller, request);
  } catch {
    return null;
  }
  return `${caller.account}:${caller.idempotencyKey}`;
}

interface Exchange {
  readonly caller: Caller;
  readonly entry: OpenEntry;
}

async function exchange(deps: ApiDeps, request: SandboxRequest, { caller, entry }: Exchange): Promise<Outcome> {
  const before = deps.faults.fire(request, "before");
  if (before) {
    await deps.sleep(before.delayMs);
    if (before.kind === "drop") return "dropped";
  }

  runDueTasks(deps.engine);
  const context = { engine: deps.engine, router: deps.router, caller, injected: before?.error };
  const answer = entry.during(() => answerRequest(context, request));

  const after = deps.faults.fire(request, "after");
  if (!after) return answer;
  await deps.sleep(after.delayMs);
  if (after.kind === "cut") return cutBody(answer);
  if (after.kind === "drop") return "dropped";
  return after.error ? refuse(deps.engine, caller, after.error) : answer;
}
