import { UNDOCUMENTED_CODES, UNDOCUMENTED_FIELDS, UNDOCUMENTED_LIST_FIELDS } from "./exceptions.js";
import type { OpenApiDocument, Schema } from "./openapi-document.js";

const KEPT_KEYWORDS = ["maxLength", "format"] as const;

/** JSON Schema of one of OpenAPI's schemas, with everything refused that is not written there. */
export function strictSchema(schema: Schema): Schema {
  const strict = strictAlone(schema);
  return schema["nullable"] === true ? { anyOf: [strict, { type: "null" }] } : strict;
}

export function strictComponents(document: OpenApiDocument): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [name, strictSchema(amended(name, schema))]),
  );
}

/** The document's schema with the exceptions laid over it. */
function amended(name: string, schema: Schema): Schema {
  const extra = UNDOCUMENTED_FIELDS.filter((field) => field.schema === name);
  const properties = { ...(schema["properties"] as Record<string, Schema>) };
  for (const { field, shape } of extra) properties[field] ??= { "x-json-schema": shape };
  const { code } = properties;
  // The same list stands in each schema of an error; `card_declined` tells it from other codes.
  const codes = code?.["enum"] as readonly string[] | undefined;
  if (codes?.includes("card_declined")) properties["code"] = { ...code, enum: [...codes, ...UNDOCUMENTED_CODES] };
  return { ...schema, properties };
}

function strictAlone(schema: Schema): Schema {
  if (schema["x-json-schema"]) return schema["x-json-schema"] as Schema;
  if (typeof schema["$ref"] === "string") return { $ref: schema["$ref"] };
  const strict: Record<string, unknown> = {};
  for (const keyword of KEPT_KEYWORDS) if (schema[keyword] !== undefined) strict[keyword] = schema[keyword];
  if (schema["type"] !== undefined) strict["type"] = schema["type"];
  if (schema["enum"] !== undefined) strict["enum"] = schema["enum"];
  for (const keyword of ["anyOf", "oneOf", "allOf"] as const)
    if (Array.isArray(schema[keyword])) strict[keyword] = (schema[keyword] as Schema[]).map(strictSchema);
  if (schema["items"] !== undefined) strict["items"] = strictSchema(schema["items"] as Schema);
  if (schema["type"] === "object") Object.assign(strict, strictObject(schema));
  return strict;
}

function strictObject(schema: Schema): Schema {
  const { properties, additionalProperties, required } = schema as {
    properties?: Record<string, Schema>;
    additionalProperties?: boolean | Schema;
    required?: readonly string[];
  };
  const strict = Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, inner]) => [name, strictSchema(inner)]),
  );
  if (isList(properties))
    for (const name of Object.keys(UNDOCUMENTED_LIST_FIELDS)) strict[name] ??= { type: "integer" };
  return {
    properties: strict,
    additionalProperties:
      typeof additionalProperties === "object" ? strictSchema(additionalProperties) : additionalProperties === true,
    ...(required === undefined ? {} : { required }),
  };
}

function isList(properties: Record<string, Schema> | undefined): boolean {
  return properties?.["has_more"] !== undefined && properties["data"] !== undefined;
}
