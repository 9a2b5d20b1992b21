import { GraphQLError, GraphQLScalarType, buildSchema, execute, graphql, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { BadInput, TillgraphError } from "../../../src/domain/errors.js";
import { toFormattedError } from "../../../src/http/errors.js";

function createReporter() {
  const logged: { details: object; message: string }[] = [];
  const log = { error: (details: object, message: string) => void logged.push({ details, message }) };
  return { reporter: { log, newIncidentId: () => "1c1de47" }, logged };
}

const { reporter } = createReporter();

const schema = buildSchema(`
  enum Color { RED }
  input Line { amount: Int! }
  input OrderInput { total: Int!, lines: [Line!] }
  type Query { order(id: ID!): String, color: Color, page(first: Int! = 20): String }
  type Mutation { create(input: OrderInput!): String }
`);

async function errorOf(source: string, variableValues: Record<string, unknown> = {}, rootValue: unknown = {}) {
  const { errors } = await graphql({ schema, source, variableValues, rootValue });
  return errors?.[0];
}

describe("toFormattedError", () => {
  it("tells a foreseen error with its code, whether to retry, whether it had an effect, and what it is about", () => {
    const thrown = new TillgraphError("READER_BUSY", "The reader is busy.", {
      retryable: true,
      effect: "NONE",
      paymentId: "pay_1",
      orderId: "ord_1",
      stripeRequestId: "req_1",
    });

    const { message, extensions } = toFormattedError(thrown, reporter);

    expect(message).toBe("The reader is busy.");
    expect(extensions).toEqual({
      code: "READER_BUSY",
      retryable: true,
      effect: "NONE",
      paymentId: "pay_1",
      orderId: "ord_1",
      stripeRequestId: "req_1",
    });
  });

  it("says not retryable and without effect where the error does not say", () => {
    const { extensions } = toFormattedError(new BadInput("first", "Too many."), reporter);

    expect(extensions).toEqual({ code: "BAD_USER_INPUT", retryable: false, effect: "NONE", field: "first" });
  });

  it("finds the foreseen error within GraphQL's and keeps the path and place of it", async () => {
    const order = Promise.reject(new TillgraphError("FORBIDDEN", "Not yours."));

    const error = await errorOf('{ order(id: "ord_1") }', {}, { order });

    expect(toFormattedError(error, reporter)).toEqual({
      message: "Not yours.",
      path: ["order"],
      locations: [{ line: 1, column: 3 }],
      extensions: { code: "FORBIDDEN", retryable: false, effect: "NONE" },
    });
  });

  it("masks what nobody foresaw and logs it under the incident that the client is told", async () => {
    const { reporter, logged } = createReporter();
    const cause = new Error("Failed query: select * from api_keys where hash = $1 params: s3cret");
    const order = () => {
      throw cause;
    };

    const formatted = toFormattedError(await errorOf('{ order(id: "ord_1") }', {}, { order }), reporter);

    expect(JSON.stringify(formatted)).not.toContain("api_keys");
    expect(formatted.message).toContain("1c1de47");
    expect(formatted.extensions).toMatchObject({
      code: "INTERNAL_SERVER_ERROR",
      retryable: false,
      effect: "POSSIBLE",
    });
    expect(logged).toEqual([{ details: { err: cause, incidentId: "1c1de47" }, message: expect.any(String) }]);
  });

  it("masks things that are no errors at all", () => {
    const { reporter, logged } = createReporter();

    expect(toFormattedError("boom", reporter).extensions).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    expect(logged).toHaveLength(1);
  });

  it("does not blame the client for a value of ours that an enum can't show", async () => {
    const { reporter } = createReporter();

    const formatted = toFormattedError(await errorOf("{ color }", {}, { color: "MAUVE" }), reporter);

    expect(formatted.extensions).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
  });

  it("does not blame the client for a scalar of ours that can't be shown", async () => {
    const Odd = new GraphQLScalarType({
      name: "Odd",
      serialize() {
        throw new TypeError("Odd can only represent odd numbers.");
      },
    });
    const scalarSchema = buildSchema("scalar Odd type Query { odd: Odd }");
    Object.assign(scalarSchema.getType("Odd") ?? {}, { serialize: Odd.serialize });
    const result = await execute({ schema: scalarSchema, document: parse("{ odd }"), rootValue: { odd: 2 } });

    const formatted = toFormattedError(result.errors?.[0], createReporter().reporter);

    expect(formatted.extensions).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
  });

  it("calls a syntax error the client's", async () => {
    const { extensions } = toFormattedError(await errorOf("{ order("), reporter);

    expect(extensions).toEqual({ code: "BAD_USER_INPUT", retryable: false, effect: "NONE" });
  });

  it.each([
    ["a missing variable", "query ($id: ID!) { order(id: $id) }", {}, "id"],
    ["a missing field", "mutation ($input: OrderInput!) { create(input: $input) }", { input: {} }, "total"],
    ["a wrong field", "mutation ($input: OrderInput!) { create(input: $input) }", { input: { total: "x" } }, "total"],
    [
      "a wrong field deep within",
      "mutation ($input: OrderInput!) { create(input: $input) }",
      { input: { total: 1, lines: [{ amount: 1 }, { amount: 1.5 }] } },
      "lines[1].amount",
    ],
    [
      "a field that does not exist",
      "mutation ($i: OrderInput!) { create(input: $i) }",
      { i: { total: 1, no: 1 } },
      "no",
    ],
    ["a null where none may be", "query ($n: Int) { page(first: $n) }", { n: null }, "first"],
  ])("names the field for %s", async (_what, source, variables, field) => {
    const { extensions } = toFormattedError(await errorOf(source, variables), reporter);

    expect(extensions).toEqual({ code: "BAD_USER_INPUT", retryable: false, effect: "NONE", field });
  });

  it.each([
    ["a missing argument", "{ order }", "id"],
    ["a missing field in a literal", "mutation { create(input: {}) }", "total"],
  ])("names the field for %s", (_what, source, field) => {
    const [error] = validate(schema, parse(source));

    expect(toFormattedError(error, reporter).extensions).toMatchObject({ code: "BAD_USER_INPUT", field });
  });

  it("gives GraphQL errors that carry a status for HTTP no such extension", () => {
    const error = new GraphQLError("No.", { extensions: { code: "BAD_REQUEST", http: { status: 400 } } });

    expect(toFormattedError(error, reporter).extensions).toEqual({
      code: "BAD_USER_INPUT",
      retryable: false,
      effect: "NONE",
    });
  });
});
