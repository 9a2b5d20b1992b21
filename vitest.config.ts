import { defineConfig } from "vitest/config";

// graphql 16 ships CommonJS and ES modules side by side; loading both gives "another module or realm".
const oneGraphql = { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] };
/** Files share their worker's modules, which hold no state: importing them anew took a third of the time. */
const shuffled = { sequence: { shuffle: true }, environment: "node", isolate: false } as const;

const withDatabase = ["test/support/postgres-server.ts"];

/** The server's whole story, each choice of the sandbox in its n-th setting. */
function e2e(name: string, { settings, recorded }: { settings: number; recorded: boolean }) {
  return {
    resolve: oneGraphql,
    test: {
      ...shuffled,
      name,
      include: ["test/e2e/**/*.test.ts"],
      // Programs of their own bring a sandbox of their own, which has the default settings.
      exclude: recorded ? ["test/e2e/process/**", "test/e2e/cli/**"] : [],
      globalSetup: recorded ? [...withDatabase, "test/support/conformance/judge-traffic.ts"] : withDatabase,
      provide: { sandboxSettings: settings, ...(recorded ? {} : { trafficFolder: "" }) },
      testTimeout: 30_000,
      hookTimeout: 30_000,
    },
  };
}

export default defineConfig({
  resolve: oneGraphql,
  test: {
    // More than cores: integration and e2e tests mostly wait for a server, a lease or a clock.
    maxWorkers: 4,
    projects: [
      {
        resolve: oneGraphql,
        test: { ...shuffled, name: "unit", include: ["test/unit/**/*.test.ts"] },
      },
      {
        resolve: oneGraphql,
        test: {
          ...shuffled,
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          globalSetup: withDatabase,
          provide: { sandboxSettings: 0, trafficFolder: "" },
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
          name: "kill",
          include: ["test/kill/**/*.test.ts"],
          globalSetup: [...withDatabase, "test/kill/build-server.ts"],
          provide: { sandboxSettings: 0, trafficFolder: "" },
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      e2e("e2e", { settings: 0, recorded: false }),
      e2e("e2e in the first settings", { settings: 0, recorded: true }),
      e2e("e2e in the second settings", { settings: 1, recorded: true }),
    ],
  },
});
