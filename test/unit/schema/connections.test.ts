import { graphql, GraphQLBoolean, GraphQLInt, GraphQLObjectType, GraphQLSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { BadInput } from "../../../src/domain/errors.js";
import type { PageArguments, PageRequest } from "../../../src/domain/page.js";
import { pageRequestOf } from "../../../src/resolvers/page-request.js";
import { toConnection } from "../../../src/schema/connections/connection.js";

/** Runs a query on a schema with one list and answers what the list's resolver was asked for. */
async function requestOf(source: string, variableValues: Record<string, unknown> = {}): Promise<PageRequest | Error> {
  let request: PageRequest | undefined;
  const list = new GraphQLObjectType({
    name: "ListConnection",
    fields: { totalCount: { type: GraphQLInt }, empty: { type: GraphQLBoolean } },
  });
  const query = new GraphQLObjectType({
    name: "Query",
    fields: {
      list: {
        type: list,
        args: { first: { type: GraphQLInt }, last: { type: GraphQLInt } },
        resolve: (_source, args: PageArguments, _context, info) => {
          request = pageRequestOf(args, info);
          return {};
        },
      },
    },
  });
  const { errors } = await graphql({ schema: new GraphQLSchema({ query }), source, variableValues });
  return request ?? errors?.[0]?.originalError ?? new Error("was not asked");
}

describe("a connection's arguments", () => {
  it("ask for 20 rows when no number is given", async () => {
    expect(await requestOf("{ list { empty } }")).toEqual({
      limit: 20,
      fromEnd: false,
      after: null,
      before: null,
      countTotal: false,
    });
  });

  it("ask from the end with last", async () => {
    expect(await requestOf("{ list(last: 3) { empty } }")).toMatchObject({ limit: 3, fromEnd: true });
  });

  it.each(["first: 1, last: 1", "first: 101", "last: -1"])("are refused as %s", async (args) => {
    expect(await requestOf(`{ list(${args}) { empty } }`)).toBeInstanceOf(BadInput);
  });

  it.each([
    ["selected", "{ list { totalCount } }", true],
    ["selected under another name", "{ list { count: totalCount } }", true],
    ["selected in a fragment", "{ list { ...Count } } fragment Count on ListConnection { totalCount }", true],
    ["selected in an inline fragment", "{ list { ... on ListConnection { totalCount } } }", true],
    ["selected elsewhere only", "{ list { empty } other: list { empty } }", false],
  ])("ask for a count only where it is %s", async (_where, source, countTotal) => {
    expect(await requestOf(source)).toMatchObject({ countTotal });
  });
});

describe("toConnection", () => {
  it("answers rows, their cursors and where the page lies", () => {
    const items = [
      { node: { id: "a" }, cursor: "1" },
      { node: { id: "b" }, cursor: "2" },
    ];

    const connection = toConnection({ items, hasNextPage: true, hasPreviousPage: false, totalCount: 7 });

    expect(connection).toEqual({
      edges: items,
      nodes: [{ id: "a" }, { id: "b" }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: "1", endCursor: "2" },
      totalCount: 7,
    });
  });

  it("has no cursors on an empty page", () => {
    const { pageInfo } = toConnection({ items: [], hasNextPage: false, hasPreviousPage: false, totalCount: null });

    expect(pageInfo).toMatchObject({ startCursor: null, endCursor: null });
  });
});
