import type { Engine } from "../engine.js";
import type { StripeObject } from "../entities/row.js";
import type { SandboxRequest, SandboxResponse } from "../http/exchange.js";
import type { UnitOfWork } from "../store/unit-of-work.js";
import { assertVersion } from "./api-version.js";
import { assertAccount } from "./assert-account.js";
import { assertAuthenticated } from "./authenticate.js";
import { toErrorBody } from "./error-body.js";
import { assertExpandable, expand } from "./expand.js";
import { assertFormContent, parseForm } from "./form-body.js";
import { assertKeyLength, assertSameRequest, fingerprintOf, idempotencyRowId, isExpired } from "./idempotency.js";
import { olderShape } from "./older-shape.js";
import type { Match, Router } from "./router.js";
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
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function readCaller(engine: Engine, request: SandboxRequest, requestId: string): Caller {
  const named = request.headers["stripe-account"] ?? request.headers["stripe-context"];
  return {
    account: named ?? engine.mainAccount,
    namesAccount: named !== undefined,
    version: request.headers["stripe-version"] ?? engine.defaultVersion,
    idempotencyKey: request.method === "POST" ? request.headers["idempotency-key"] || null : null,
    requestId,
  };
}

export interface AnswerContext {
  readonly engine: Engine;
  readonly router: Router;
  readonly caller: Caller;
  /** An error that was ordered, thrown in the place where the endpoint would begin its work. */
  readonly injected: StripeError | undefined;
}

/** One request, from its headers to its answer. Synchronous: nothing else happens in between. */
export function answerRequest(context: AnswerContext, request: SandboxRequest): SandboxResponse {
  const { caller } = context;
  try {
    assertAuthenticated(request.headers["authorization"]);
    assertVersion(caller.version);
    assertAccount(caller.account);
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
  if (key === null) return execute({ context, match, raw, work, unit }, () => undefined);

  assertKeyLength(key);
  const id = idempotencyRowId(account, key);
  const fingerprint = fingerprintOf(request.method, request.pathname, raw);
  const earlier = engine.state.tables.idempotency.find(id);
  if (earlier && !isExpired(earlier, work.nowMs)) {
    assertSameRequest(earlier, fingerprint, key);
    const headers = { "idempotent-replayed": "true", "original-request": earlier.requestId };
    return { status: earlier.status, body: earlier.body, headers };
  }
  return execute({ context, match, raw, work, unit }, (answer, into) => {
    const { status, body } = answer;
    into.put("idempotency", { id, account, fingerprint, status, body, requestId, createdAtMs: work.nowMs });
  });
}

interface Execution {
  readonly context: AnswerContext;
  readonly match: Match;
  readonly raw: Record<string, unknown>;
  readonly work: Work;
  readonly unit: UnitOfWork;
}

type Remember = (answer: Answer, unit: UnitOfWork) => void;

/** Effects and the remembered answer are one commit: a crash leaves both or neither. */
function execute(execution: Execution, remember: Remember): Answer {
  const { context, match, raw, work, unit } = execution;
  const { engine, caller } = context;
  try {
    const params = match.route.params.read(raw, "", { version: caller.version });
    const paths = expandPathsOf(params);
    assertExpandable(paths, match.route);
    if (context.injected) throw context.injected;
    const object = match.route.handle({ work, params, ids: match.ids });
    expand(work, object, { ...match.route, paths });
    const answer = { status: 200, body: toText(olderShape(object, caller.version)) };
    remember(answer, unit);
    engine.commit(unit);
    return answer;
  } catch (error) {
    if (!(error instanceof StripeError) || error.handling.isValidation) throw error;
    const answer = errorAnswer(error, context);
    const kept = error.handling.keepsEffects ? unit : engine.state.begin();
    remember(answer, kept);
    engine.commit(kept);
    return answer;
  }
}

function readRaw(request: SandboxRequest): Record<string, unknown> {
  const query = parseForm(request.search);
  if (request.method !== "POST") return query;
  assertFormContent(request.headers["content-type"], request.body);
  return { ...query, ...parseForm(request.body) };
}

function expandPathsOf(params: unknown): readonly string[] {
  return (params as { expand?: readonly string[] }).expand ?? [];
}

function errorAnswer(error: unknown, { engine, caller }: AnswerContext): Answer {
  const known = error instanceof StripeError ? error : unforeseen(engine, error);
  const { status, headers = {} } = known.handling;
  const body = olderShape(toErrorBody(known, caller), caller.version);
  return { status, body: toText(body), headers };
}

function unforeseen(engine: Engine, error: unknown): StripeError {
  engine.log(`sandbox: unforeseen ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const message = "An unknown error occurred.";
  return new StripeError({ type: "api_error", message }, { status: 500, isValidation: true });
}

function toText(value: StripeObject): string {
  return JSON.stringify(value, null, 2);
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
    body: answer.body,
  };
}
