import { readFileSync } from "node:fs";
import { GraphQLError } from "graphql";
import { describe, expect, it } from "vitest";
import { toFormattedError } from "../../../src/http/errors.js";
import { createPrepareOperation } from "../../../src/http/prepare-operation.js";
import { buildGraphqlSchema } from "../../../src/resolvers/graphql-schema.js";

const schema = buildGraphqlSchema();
const prepare = createPrepareOperation(schema, false);
const reporter = { log: { error: () => undefined }, newIncidentId: () => "1" };

function codesOf(query: string, variables: Record<string, unknown> = {}): unknown[] {
  const prepared = prepare({ query, variables });
  if (!Array.isArray(prepared)) return [];
  return prepared.map((error) => toFormattedError(error, reporter).extensions?.["code"]);
}

function readOperations(): string {
  const folder = new URL("../../support/operations/", import.meta.url);
  return ["server", "fragments"].map((name) => readFileSync(new URL(`${name}.graphql`, folder), "utf8")).join("\n");
}

describe("the limits of an operation", () => {
  it("let a back office read 100 orders with 20 payments each, their actions, readers and refunds", () => {
    const used = readOperations()
      .replace(/query ServerInfo[\s\S]*?\n}\n/, "")
      .replace(/query Node[\s\S]*?\n}\n/, "");
    const spread = /\.\.\.([A-Za-z]+)/g;
    const unused = ["ReaderParts", "LocationParts", "TimelineParts"];
    const query = unused.reduce(
      (text, name) => text.replace(new RegExp(`fragment ${name} [\\s\\S]*?\\n}\\n`), ""),
      used,
    );

    expect(query).toMatch(spread);
    expect(codesOf(query, { orders: 100, payments: 20 })).toEqual([]);
  });

  it("let GraphiQL's introspection pass", () => {
    expect(codesOf("{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }")).toEqual([]);
  });

  it("refuse lists of 100 within lists of 100 within lists of 100", () => {
    const query = `query ($n: Int!) {
      orders(first: $n) { nodes { payments(first: $n) { nodes { order { payments(first: $n) { nodes { id } } } } } } }
    }`;

    expect(codesOf(query, { n: 100 })).toEqual(["QUERY_TOO_COMPLEX"]);
    expect(codesOf(query, { n: 5 })).toEqual([]);
  });

  it("weigh a page from its end like one from its start", () => {
    const query = `{
      orders(last: 100) { nodes { payments(last: 100) { nodes { order { payments(last: 100) { nodes { id } } } } } } }
    }`;

    expect(codesOf(query)).toEqual(["QUERY_TOO_COMPLEX"]);
  });

  it("refuse a document that is too deep, through fragments too", () => {
    const nested = "payments { nodes { order {".repeat(6) + " id " + "} } }".repeat(6);

    expect(codesOf(`{ order(id: "ord_1") { ${nested} } }`)).toContain("QUERY_TOO_COMPLEX");
    expect(codesOf(`{ order(id: "ord_1") { ...Deep } } fragment Deep on Order { ${nested} }`)).toContain(
      "QUERY_TOO_COMPLEX",
    );
  });

  it("refuse a hundred things side by side", () => {
    const aliases = Array.from({ length: 100 }, (_, index) => `a${index}: serverInfo { version }`).join(" ");

    expect(codesOf(`{ ${aliases} }`)).toEqual(["QUERY_TOO_COMPLEX"]);
  });

  it("refuse a document that is too long before anything reads it", () => {
    expect(codesOf(`{ ${"serverInfo { version } ".repeat(2_000)} }`)).toEqual(["QUERY_TOO_COMPLEX"]);
  });

  it("leave variables that don't fit to the error that names them", () => {
    const query = "query ($n: Int) { orders(first: $n) { nodes { id } } }";

    expect(codesOf(query, { n: "many" })).toEqual([]);
  });

  it("hide the schema in production", () => {
    const prepareInProduction = createPrepareOperation(schema, true);
    const introspected = prepareInProduction({ query: "{ __schema { types { name } } }" });
    const misspelt = prepareInProduction({ query: '{ order(id: "ord_1") { referense } }' });

    expect(introspected).toContainEqual(expect.any(GraphQLError));
    expect(JSON.stringify(misspelt)).not.toContain("Did you mean");
    expect(JSON.stringify(prepare({ query: '{ order(id: "ord_1") { referense } }' }))).toContain("Did you mean");
  });
});
