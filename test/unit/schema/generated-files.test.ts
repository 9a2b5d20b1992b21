import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildGraphqlSchema } from "../../../src/resolvers/graphql-schema.js";
import { OPERATIONS_FILE, renderOperations, renderSchema, SCHEMA_FILE } from "../../support/render-operations.js";

const RENEW = "is out of step: run `npm run codegen` and look at what changes for clients";

describe("generated files", () => {
  const schemaText = renderSchema(buildGraphqlSchema());

  it("has schema.graphql in step with the code", () => {
    expect(readFileSync(SCHEMA_FILE, "utf8") === schemaText, `schema.graphql ${RENEW}`).toBe(true);
  });

  it("has the typed operations in step with schema.graphql and their sources", async () => {
    const operations = await renderOperations(schemaText);

    expect(readFileSync(OPERATIONS_FILE, "utf8") === operations, `operations.ts ${RENEW}`).toBe(true);
  });

  it("has an operation for every query, mutation and subscription", () => {
    const schema = buildGraphqlSchema();
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
    const generated = readFileSync(OPERATIONS_FILE, "utf8");

    const missing = fields.filter(
      (field) => !generated.includes(`${field[0]?.toUpperCase()}${field.slice(1)}Document`),
    );

    expect(missing).toEqual([]);
  });
});
