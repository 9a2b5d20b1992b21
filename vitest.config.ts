import { defineConfig } from "vitest/config";

// graphql 16 ships CommonJS and ES modules side by side; loading both gives "another module or realm".
const oneGraphql = { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] };
const shuffled = { sequence: { shuffle: true }, environment: "node" } as const;

export default defineConfig({
  resolve: oneGraphql,
  test: {
    // More than cores: integration and e2e tests mostly wait for a server, a lease or a clock.
    maxWorkers: 4,
    projects: [
      {
        resolve: oneGraphql,
        test: { ...shuffled, name: "unit", isolate: false, include: ["test/unit/**/*.test.ts"] },
      },
      {
        resolve: oneGraphql,
        test: {
          ...shuffled,
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          globalSetup: ["test/support/postgres-server.ts"],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: oneGraphql,
        test: { ...shuffled, name: "conformance", include: ["test/conformance/**/*.test.ts"], testTimeout: 30_000 },
      },
      {
        resolve: oneGraphql,
        test: {
          ...shuffled,
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/support/postgres-server.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
