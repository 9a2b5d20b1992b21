import type { OpenApiDocument, OperationObject, Schema } from "./openapi-document.js";

export interface Operation {
  /** `POST /v1/payment_intents/{intent}` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly request: Schema;
  readonly answer: Schema;
}

export function listOperations(document: OpenApiDocument): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      request: requestSchemaOf(operation),
      answer: operation.responses["200"]?.content["application/json"].schema ?? {},
    })),
  );
}

/** The operation of a concrete path; a literal segment wins over a name in braces. */
export function findOperation(
  operations: readonly Operation[],
  { method, pathname }: { method: string; pathname: string },
): Operation | undefined {
  const segments = pathname.split("/");
  return operations
    .filter((operation) => operation.method === method && fits(operation.path.split("/"), segments))
    .toSorted((a, b) => a.path.split("{").length - b.path.split("{").length)[0];
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false;
  return pattern.every((part, index) => part.startsWith("{") || part === segments[index]);
}

/** Query parameters and body as one hash: Stripe reads them so. */
function requestSchemaOf({ parameters, requestBody }: OperationObject): Schema {
  const query = parameters.filter((parameter) => parameter.in === "query");
  const body = requestBody?.content["application/x-www-form-urlencoded"]?.schema as
    { properties?: Record<string, Schema>; required?: string[] } | undefined;
  return {
    type: "object",
    properties: { ...Object.fromEntries(query.map(({ name, schema }) => [name, schema])), ...body?.properties },
    required: [...query.filter(({ required }) => required).map(({ name }) => name), ...(body?.required ?? [])],
  };
}
