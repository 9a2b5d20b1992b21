import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type App, createApp } from "../../../src/app.js";
import { createSystemClock } from "../../../src/bootstrap/system-clock.js";
import { callBudgetOf } from "../../../src/domain/call-budget.js";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.js";
import { createTestLogger } from "../../support/test-logger.js";
import { openTestStripe, type TestStripe } from "../../support/test-stripe.js";
import { ask } from "../db-embedded/ask.js";

const STRIPES_OWN = undefined;

describe("the budget that nobody asked for", () => {
  let stripe: TestStripe;
  let database: TestDatabase;
  let app: App | undefined;
  beforeAll(async () => {
    stripe = await openTestStripe();
  });
  afterAll(() => stripe.close());
  afterEach(async () => {
    await app?.close();
    app = undefined;
    await database.drop();
  });

  /** Whatever host and mode a request is for, the sandbox answers, which takes test keys only. */
  const network: typeof fetch = async (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    headers.set("authorization", "Bearer sk_test_budget");
    return fetch(new URL(pathname + search, stripe.apiBase), { ...init, headers });
  };
  /** How much of the line one call took up; none where no statement was sent. */
  const stepOfOneCall = async (secretKey: string, apiBase: URL | undefined): Promise<number[]> => {
    database = await createTestDatabase();
    app = await createApp({
      databaseUrl: database.url,
      stripe: { secretKey, publishableKey: null, apiBase, webhookSecrets: [], fetch: network },
      publicUrl: "https://till.example",
      production: false,
      clock: createSystemClock(Date.now),
      logger: createTestLogger().logger,
    });
    await app.deps.gateway.readAccount();
    const query = "select round(extract(epoch from line_ends_at - asked_at) * 1000)::int as step from call_budgets";
    return (await ask(database.url, query)).map((row) => Number(row["step"]));
  };

  it.each([
    ["25 calls a second in test mode", "sk_test_budget", STRIPES_OWN, [callBudgetOf(25).stepMs]],
    ["25 where Stripe's host is named", "sk_test_budget", new URL("https://api.stripe.com"), [callBudgetOf(25).stepMs]],
    ["100 in live mode", "sk_live_budget", STRIPES_OWN, [callBudgetOf(100).stepMs]],
    ["none at another host", "sk_test_budget", new URL("http://127.0.0.1:12111"), []],
  ])("is %s", async (_what, secretKey, apiBase, steps) => {
    expect(await stepOfOneCall(secretKey, apiBase)).toEqual(steps);
  });
});
