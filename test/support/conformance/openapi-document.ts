import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Where the document lies unless `STRIPE_OPENAPI` names another place; relative to the project's root. */
const DEFAULT_PATH = "../shared/stripe/openapi-slice.json";

/** The version that the document describes. */
export const DOCUMENTED_VERSION = "2026-10-28.endive";

export type Schema = { readonly [keyword: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly schema: Schema;
}

export interface OperationObject {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content: { readonly "application/json": { readonly schema: Schema } } }>
  >;
}

export interface OpenApiDocument {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export function openApiPath(): string {
  return resolve(process.env["STRIPE_OPENAPI"] ?? DEFAULT_PATH);
}

/** Undefined, with the reason on stderr, where there is no document: the lane then skips rather than fails. */
export function findOpenApiDocument(): OpenApiDocument | undefined {
  const path = openApiPath();
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as OpenApiDocument;
  process.stderr.write(`conformance: skipped, no OpenAPI document at ${path} (set STRIPE_OPENAPI)\n`);
  return undefined;
}
