import type { Route } from "../../src/sandbox/api/route.js";
import type { Fields, Param } from "../../src/sandbox/validation/param.js";
import type { OpenApiDocument, Schema } from "../support/conformance/openapi-document.js";
import { listOperations } from "../support/conformance/operations.js";

/** Where the sandbox's rules and the document part ways, one line for each; operations that only one has are left out. */
export function differencesOf(document: OpenApiDocument, routes: readonly Route[]): string[] {
  const operations = listOperations(document);
  return routes.flatMap((route) => {
    const operation = operations.find(({ method, path }) => method === route.method && isSamePath(path, route.path));
    return operation ? differencesIn(operation.name, route.params.fields ?? {}, operation.request) : [];
  });
}

function isSamePath(documented: string, played: string): boolean {
  return documented.replaceAll(/\{\w+\}/g, ":") === played.replaceAll(/:\w+/g, ":");
}

function differencesIn(where: string, fields: Fields, schema: Schema): string[] {
  const documented = hashOf(schema);
  const properties = (documented["properties"] ?? {}) as Record<string, Schema>;
  const required = (documented["required"] ?? []) as readonly string[];
  const missing = Object.keys(properties).filter((name) => !Object.hasOwn(fields, name));
  return [
    ...missing.map((name) => `${where} ${name}: not taken`),
    ...Object.entries(fields).flatMap(([name, rule]) => {
      const schema = properties[name];
      // Parameters of older versions are none of this document's.
      if (schema === undefined) return rule.until === undefined ? [`${where} ${name}: not in the document`] : [];
      return ruleDifferences(`${where} ${name}`, rule, { schema, isRequired: required.includes(name) });
    }),
  ];
}

interface Documented {
  readonly schema: Schema;
  readonly isRequired: boolean;
}

function ruleDifferences(where: string, rule: Param<unknown>, { schema, isRequired }: Documented): string[] {
  const found: string[] = [];
  if ((rule.isRequired === true) !== isRequired)
    found.push(`${where}: required ${isRequired ? "there" : "here"} alone`);
  // What is not looked into may be anything, and an empty text unsets metadata wherever there is some.
  if (!["metadata", "object, unchecked"].includes(rule.kind) && kindsOfRule(rule) !== kindsIn(schema))
    found.push(`${where}: ${kindsOfRule(rule)} here, ${kindsIn(schema)} there`);
  const longest = branchesOf(schema).find(({ maxLength }) => maxLength !== undefined)?.["maxLength"];
  if (longest !== undefined && rule.maxLength !== undefined && rule.maxLength !== longest)
    found.push(`${where}: at most ${rule.maxLength} characters, not ${JSON.stringify(longest)}`);
  const choices = branchesOf(schema).find(({ enum: values }) => Array.isArray(values) && values[0] !== "")?.["enum"];
  if (Array.isArray(choices)) found.push(...choiceDifferences(where, rule, choices as string[]));
  return rule.fields ? [...found, ...differencesIn(where, rule.fields, schema)] : found;
}

function choiceDifferences(where: string, { kind }: Param<unknown>, documented: readonly string[]): string[] {
  if (!kind.startsWith("one of ")) return [`${where}: any ${kind}, not one of ${documented.length} words`];
  const taken = kind
    .slice("one of ".length)
    .replace(/ or (?:empty|boolean)$/, "")
    .split(", ");
  const missing = documented.filter((value) => value !== "" && !taken.includes(value));
  const extra = taken.filter((value) => !documented.includes(value));
  return [
    ...(missing.length > 0 ? [`${where}: ${missing.length} words are refused`] : []),
    ...(extra.length > 0 ? [`${where}: ${extra.length} words more are taken`] : []),
  ];
}

/** `empty or integer`, for instance. */
function kindsOfRule({ kind }: Param<unknown>): string {
  return inOrder(kind.replace(/^one of .*?(?= or (?:empty|boolean)$|$)/, "string").split(" or "));
}

function kindsIn(schema: Schema): string {
  const branches = branchesOf(schema).filter(({ anyOf }) => anyOf === undefined);
  const kinds = branches.map(({ type, enum: values }) =>
    Array.isArray(values) && values.length === 1 && values[0] === "" ? "empty" : String(type),
  );
  return inOrder(kinds);
}

function inOrder(kinds: readonly string[]): string {
  return [...new Set(kinds)].toSorted().join(" or ");
}

/** Emptyable parameters are a choice between their own shape and an empty text. */
function branchesOf(schema: Schema): readonly Schema[] {
  return [schema, ...((schema["anyOf"] ?? []) as readonly Schema[])];
}

function hashOf(schema: Schema): Schema {
  return branchesOf(schema).find((branch) => branch["properties"] !== undefined) ?? schema;
}
