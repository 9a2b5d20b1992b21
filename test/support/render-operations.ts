import { readdir, readFile } from "node:fs/promises";
import { codegen } from "@graphql-codegen/core";
import * as typedDocumentNode from "@graphql-codegen/typed-document-node";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import {
  buildSchema,
  type GraphQLSchema,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  parse,
  printType,
} from "graphql";

export const SCHEMA_FILE = new URL("../../schema.graphql", import.meta.url);
export const OPERATIONS_FILE = new URL("./generated/operations.ts", import.meta.url);
const OPERATIONS_FOLDER = new URL("./operations/", import.meta.url);

const SCALARS = {
  ID: "string",
  DateTime: "string",
  CurrencyCode: "string",
  MinorUnits: "number",
  JSONObject: "Record<string, unknown>",
};

/** The schema as text, its types by name: the order of TypeGraphQL's metadata depends on who imported what first. */
export function renderSchema(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith("__") && !isSpecifiedScalarType(type))
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"));
  if (schema.getDirectives().some((directive) => !isSpecifiedDirective(directive))) {
    throw new Error("The schema has a directive of its own, which this does not print.");
  }
  return `${types.map(printType).join("\n\n")}\n`;
}

/** Typed documents of all operations under `operations/`, checked against a schema as text. */
export async function renderOperations(schemaText: string): Promise<string> {
  const files = (await readdir(OPERATIONS_FOLDER)).filter((name) => name.endsWith(".graphql")).toSorted();
  const documents = await Promise.all(
    files.map(async (location) => ({
      location,
      document: parse(await readFile(new URL(location, OPERATIONS_FOLDER), "utf8")),
    })),
  );
  const generated = await codegen({
    filename: "operations.ts",
    schema: parse(schemaText),
    schemaAst: buildSchema(schemaText),
    documents,
    config: { scalars: SCALARS, strictScalars: true, useTypeImports: true, skipTypename: true },
    plugins: [{ typescriptOperations: {} }, { typedDocumentNode: {} }],
    pluginMap: { typescriptOperations, typedDocumentNode },
  });
  return `// Made by \`npm run codegen\` from schema.graphql and test/support/operations. Don't edit.\n${generated}`;
}
