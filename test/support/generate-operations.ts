import { mkdir, writeFile } from "node:fs/promises";
import { buildGraphqlSchema } from "../../src/resolvers/graphql-schema.js";
import { OPERATIONS_FILE, renderOperations, renderSchema, SCHEMA_FILE } from "./render-operations.js";

const schemaText = renderSchema(buildGraphqlSchema());
await writeFile(SCHEMA_FILE, schemaText);
await mkdir(new URL(".", OPERATIONS_FILE), { recursive: true });
await writeFile(OPERATIONS_FILE, await renderOperations(schemaText));
