import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";

import { Coverage } from "./coverage.js";
import { UNCHECKED_PATHS } from "./exceptions.js";
import type { OpenApiDocument, Schema } from "./openapi-document.js";
import { findOperation, listOperations, type Operation } from "./operations.js";
import { strictComponents, strictSchema } from "./strict-schema.js";

export interface Violation {
  readonly where: string;
  readonly what: string;
}

export interface CheckedRequest {
  readonly method: string;
  readonly pathname: string;
  /** As read from query and form: texts, hashes and arrays. */
  readonly params: Record<string, unknown>;
}

/** Seconds and milliseconds are told apart by size: from 1973 until 5138. */
const MILLISECONDS_FROM = 100_000_000_000;

/** Holds requests, answers and events to the document; unknown fields and parameters are violations. */
export class ConformanceChecker {
  readonly coverage: Coverage;
  readonly operations: readonly Operation[];
  readonly #document: OpenApiDocument;
  readonly #forms: Ajv;
  readonly #answers: Ajv;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
    this.operations = listOperations(document);
    this.coverage = new Coverage(document, this.operations);
    const components = { schemas: strictComponents(document) };
    this.#answers = newAjv({ coerceTypes: false });
    this.#answers.addSchema({ $id: "stripe", components });
    this.#forms = newAjv({ coerceTypes: true });
  }

  /** What the client sent, whether or not the server would take it. */
  checkRequest({ method, pathname, params }: CheckedRequest): Violation[] {
    const operation = findOperation(this.operations, { method, pathname });
    if (!operation) return this.#unknownOperation(method, pathname);
    this.coverage.noteChecked("requests");
    const validate = this.#compile(this.#forms, `request ${operation.name}`, operation.request);
    // Coercion writes into what it checks.
    return violationsOf(`request ${operation.name}`, validate, structuredClone(params));
  }

  checkAnswer(method: string, pathname: string, answer: { status: number; body: unknown }): Violation[] {
    const operation = findOperation(this.operations, { method, pathname });
    this.coverage.noteChecked("answers");
    if (answer.status !== 200) return this.#checkError(`${method} ${pathname} ${answer.status}`, answer.body);
    if (!operation) return [...this.#unknownOperation(method, pathname), ...this.#checkByKind(answer.body, pathname)];
    this.coverage.noteOperation(operation);
    const where = `answer ${operation.name}`;
    const found = violationsOf(where, this.#compile(this.#answers, where, operation.answer), answer.body);
    if (found.length === 0) this.coverage.noteValue(operation.answer, answer.body);
    return [...found, ...this.#checkEventsIn(operation, answer.body)];
  }

  /** An event as it is delivered: its envelope, and the object inside by the object's own schema. */
  checkEvent(event: unknown): Violation[] {
    this.coverage.noteChecked("events");
    const { type, data } = event as { type: string; data: { object: Record<string, unknown> } };
    return [...this.#checkNamed("event", event, `event ${type}`), ...this.#checkObject(data.object, `event ${type}`)];
  }

  #checkEventsIn(operation: Operation, body: unknown): Violation[] {
    if (!operation.path.startsWith("/v1/events")) return [];
    const { data, object } = body as { data: unknown[]; object: string };
    return (object === "list" ? data : [body]).flatMap((event) => this.checkEvent(event));
  }

  /** Where the operation is not in the document, the kind of object that it answers may be. */
  #checkByKind(body: unknown, where: string): Violation[] {
    const { object, data, deleted } = body as { object: string; data?: Record<string, unknown>[]; deleted?: true };
    const objects = object === "list" ? (data ?? []) : [body as Record<string, unknown>];
    return deleted === true ? [] : objects.flatMap((item) => this.#checkObject(item, `answer ${where}`));
  }

  #checkObject(object: Record<string, unknown>, where: string): Violation[] {
    const name = String(object["object"]);
    if (!this.#document.components.schemas[name]) {
      this.coverage.noteUnchecked(`object ${name}`);
      return [];
    }
    return this.#checkNamed(name, object, where);
  }

  #checkNamed(name: string, value: unknown, where: string): Violation[] {
    const schema = { $ref: `#/components/schemas/${name}` };
    const found = violationsOf(where, this.#compile(this.#answers, `schema ${name}`, schema), value);
    if (found.length === 0) this.coverage.noteValue(schema, value);
    return found;
  }

  #checkError(where: string, body: unknown): Violation[] {
    const found = this.#checkNamed("error", body, `error ${where}`);
    const error = (body as { error?: Record<string, unknown> } | null)?.error ?? {};
    this.coverage.noteError(error);
    const keys = Object.keys(error);
    if (keys.join() !== keys.toSorted().join()) found.push({ where, what: `keys out of order: ${keys.join(", ")}` });
    if (Object.values(error).includes(null)) found.push({ where, what: "an error's field is null instead of absent" });
    return found;
  }

  #unknownOperation(method: string, pathname: string): Violation[] {
    if (!UNCHECKED_PATHS.some((path) => path.test(pathname)))
      return [{ where: `${method} ${pathname}`, what: "no such operation in the document" }];
    this.coverage.noteUnchecked(
      `${method} ${pathname.replace(/\/(?:we|txn|cus|pm|fee|fr|tr|trr|ch|py|re)_\w+/g, "/{id}")}`,
    );
    return [];
  }

  #compile(ajv: Ajv, key: string, schema: Schema): ValidateFunction {
    const known = this.#compiled.get(key);
    if (known) return known;
    const compiled = ajv.compile(toAbsoluteReferences(strictSchema(schema)) as Schema);
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

function newAjv({ coerceTypes }: { coerceTypes: boolean }): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, coerceTypes, logger: false });
  ajv.addFormat("unix-time", { type: "number", validate: (value: number) => value < MILLISECONDS_FROM });
  ajv.addFormat("unix-time-milliseconds", { type: "number", validate: (value: number) => value >= MILLISECONDS_FROM });
  return ajv;
}

function toAbsoluteReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toAbsoluteReferences);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === "$ref" && typeof inner === "string" ? [key, `stripe${inner}`] : [key, toAbsoluteReferences(inner)],
    ),
  );
}

function violationsOf(where: string, validate: ValidateFunction, value: unknown): Violation[] {
  if (validate(value)) return [];
  return innermost(validate.errors ?? []).map((error) => ({ where, what: inWords(error) }));
}

/** A choice that fails reports every branch; what failed deepest is the branch that was meant. */
function innermost(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const telling = errors.filter(({ keyword }) => keyword !== "anyOf" && keyword !== "type");
  const candidates = telling.length > 0 ? telling : errors;
  const deepest = Math.max(...candidates.map(depthOf));
  return candidates.filter((error) => depthOf(error) === deepest).slice(0, 5);
}

function depthOf({ instancePath }: ErrorObject): number {
  return instancePath.split("/").length;
}

function inWords({ instancePath, keyword, message = "", params, data }: ErrorObject): string {
  const detail: unknown = keyword === "enum" ? data : params;
  return `${instancePath || "/"} ${message}: ${JSON.stringify(detail)}`;
}
