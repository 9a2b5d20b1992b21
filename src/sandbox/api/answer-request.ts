import type { Engine } from "../engine.js";
import type { StripeObject } from "../entities/row.js";
import type { SandboxRequest, SandboxResponse } from "../http/exchange.js";
import { unpack } from "../store/packed.js";
import type { UnitOfWork } from "../store/unit-of-work.js";
import { assertVersion } from "./api-version.js";
import { assertAccount } from "./assert-account.js";
import { authenticate, maskKey } from "./authenticate.js";
import { toErrorBody } from "./error-body.js";
import { assertExpandable, expand } from "./expand.js";
import { assertFormContent, parseForm } from "./form-body.js";
import { assertKeyLength, assertSameRequest, fingerprintOf, idempotencyRowId, isExpired } from "./idempotency.js";
import { addOlderLists } from "./older-lists.js";
import { olderShape } from "./older-shape.js";
import type { Match, Router } from "./router.js";
import { showIntent } from "./show-intent.js";
import { StripeError } from "./stripe-error.js";
import type { Work } from "./work.js";

export interface Caller {
  readonly account: string;
  readonly version: string;
  /** Only POSTs have one: v1 ignores it elsewhere. */
  readonly idempotencyKey: string | null;
  readonly requestId: string;
  /** Echoed only to who sent it. */
  readonly namesAccount: boolean;
}

interface Answer {
  readonly status: number;
  readonly object: StripeObject;
  readonly headers?: Readonly<Record<string, string>>;
}

export function readCaller(engine: Engine, request: SandboxRequest, requestId: string): Caller {
  const { headers, method } = request;
  // An empty header is as good as none.
  const named = headers["stripe-account"] || contextOf(headers["stripe-context"]);
  return {
    account: named ?? engine.mainAccount,
    namesAccount: named !== undefined,
    version: headers["stripe-version"] || engine.defaultVersion,
    idempotencyKey: method === "POST" ? headers["idempotency-key"] || null : null,
    requestId,
  };
}

/** The newer form may name the way to an account, which is the last part of it. */
function contextOf(header: string | undefined): string | undefined {
  return header?.split("/").at(-1) || undefined;
}

export interface AnswerContext {
  readonly engine: Engine;
  readonly router: Router;
  readonly caller: Caller;
  /** An error that was ordered, thrown where Stripe would have met it. */
  readonly injected: StripeError | undefined;
}

/** Throws where a request is turned away at the door: an unknown key, version or account. */
export function admit({ account, version }: Caller, request: SandboxRequest): void {
  const key = authenticate(request.headers["authorization"]);
  assertVersion(version);
  assertAccount(account, maskKey(key, 6));
}

/** One request, from its headers to its answer. Synchronous: nothing else happens in between. */
export function answerRequest(context: AnswerContext, request: SandboxRequest): SandboxResponse {
  const { caller, injected } = context;
  try {
    admit(caller, request);
    if (injected?.handling.isTurnedAway) throw injected;
    const match = context.router.match(request);
    return toResponse(caller, answerUnderKey(context, match, request));
  } catch (error) {
    return toResponse(caller, errorAnswer(error, context));
  }
}

function answerUnderKey(context: AnswerContext, match: Match, request: SandboxRequest): Answer {
  const { engine, caller } = context;
  const { idempotencyKey: key, account, requestId } = caller;
  const raw = readRaw(request);
  const { work, unit } = engine.begin({
    account,
    version: caller.version,
    request: { id: requestId, idempotencyKey: key },
  });
  if (key === null) return execute({ context, match, raw, work, unit }, (answer) => answer);

  assertKeyLength(key);
  const id = idempotencyRowId(account, key);
  const fingerprint = fingerprintOf(request.method, request.pathname, raw);
  const earlier = engine.state.tables.idempotency.find(id);
  if (earlier && !isExpired(earlier, work.nowMs)) {
    const first = unpack(earlier.first);
    assertSameRequest(first, fingerprint, key);
    const headers = { ...headersOfKept(first.requestId), "idempotent-replayed": "true" };
    return { status: first.status, object: first.object, headers };
  }
  return execute({ context, match, raw, work, unit }, (answer, into) => {
    const { status, object } = answer;
    const first = { fingerprint, requestId, status, object };
    into.put("idempotency", { id, account, createdAtMs: work.nowMs, first });
    return { ...answer, headers: { ...answer.headers, ...headersOfKept(requestId) } };
  });
}

/** Asking again under the key would only bring the same answer. */
function headersOfKept(requestId: string): Record<string, string> {
  return { "original-request": requestId, "stripe-should-retry": "false" };
}

interface Execution {
  readonly context: AnswerContext;
  readonly match: Match;
  readonly raw: Record<string, unknown>;
  readonly work: Work;
  readonly unit: UnitOfWork;
}

type Remember = (answer: Answer, unit: UnitOfWork) => Answer;

/** Effects and the remembered answer are one commit: a crash leaves both or neither. */
function execute(execution: Execution, remember: Remember): Answer {
  const { context, match, raw, work, unit } = execution;
  const { engine, caller } = context;
  try {
    const params = showIntent(work, match, () => match.route.params.read(raw, "", { version: caller.version }));
    const paths = expandPathsOf(params);
    assertExpandable(paths, match.route, caller.version);
    if (context.injected) throw context.injected;
    const object = showIntent(work, match, () => match.route.handle({ work, params, ids: match.ids }));
    expand(work, object, { ...match.route, paths });
    addOlderLists(work, object);
    const answer = remember({ status: 200, object: olderShape(object, caller.version) }, unit);
    engine.commit(unit);
    return answer;
  } catch (error) {
    if (!(error instanceof StripeError) || error.handling.isValidation) throw error;
    // The intent that an error shows gets its lists in place.
    addOlderLists(work, { ...error.fields });
    const kept = error.handling.keepsEffects ? unit : engine.state.begin();
    const answer = remember(errorAnswer(error, context), kept);
    engine.commit(kept);
    return answer;
  }
}

/** From the query and from the body, whatever the method: old clients send a body with DELETE. */
function readRaw(request: SandboxRequest): Record<string, unknown> {
  const query = parseForm(request.search);
  if (request.body === "") return query;
  assertFormContent(request.headers["content-type"], request.body);
  return { ...query, ...parseForm(request.body) };
}

function expandPathsOf(params: unknown): readonly string[] {
  return (params as { expand?: readonly string[] }).expand ?? [];
}

function errorAnswer(error: unknown, { engine, caller }: Pick<AnswerContext, "engine" | "caller">): Answer {
  const known = error instanceof StripeError ? error : unforeseen(engine, error);
  const { status, headers = {} } = known.handling;
  return { status, object: olderShape(toErrorBody(known, caller), caller.version), headers };
}

function unforeseen(engine: Engine, error: unknown): StripeError {
  engine.log(`sandbox: unforeseen ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const message = "An unknown error occurred.";
  return new StripeError({ type: "api_error", message }, { status: 500, isValidation: true });
}

/** An error in place of the answer, or before there is one. */
export function refuse(engine: Engine, caller: Caller, error: StripeError): SandboxResponse {
  return toResponse(caller, errorAnswer(error, { engine, caller }));
}

function toResponse(caller: Caller, answer: Answer): SandboxResponse {
  return {
    status: answer.status,
    headers: {
      "content-type": "application/json",
      "request-id": caller.requestId,
      "stripe-version": caller.version,
      ...(caller.namesAccount ? { "stripe-account": caller.account } : {}),
      ...(caller.idempotencyKey === null ? {} : { "idempotency-key": caller.idempotencyKey }),
      ...answer.headers,
    },
    body: JSON.stringify(answer.object, null, 2),
  };
}
