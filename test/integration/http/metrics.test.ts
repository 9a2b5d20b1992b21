import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { receiveWebhook } from "../../../src/use-cases/receive-webhook.js";
import { executeSql } from "../../support/dump-tables.js";
import { useTestShop } from "../../support/test-shop.js";

const HOUR_S = 3_600;

describe("/metrics", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  beforeEach(() => executeSql(shop.databaseUrl, "delete from webhook_inbox"));

  const receive = () =>
    receiveWebhook(shop.app.deps, {
      id: `evt_${randomUUID()}`,
      type: "payment_intent.succeeded",
      createdAt: new Date(),
      livemode: false,
      stripeAccount: null,
      objectType: "payment_intent",
      objectId: "pi_1",
      paymentIntentId: "pi_1",
    });
  const figure = async (name: string) => {
    const text = await (await fetch(`${shop.url}/metrics`)).text();
    return Number(
      text
        .split("\n")
        .find((line) => line.startsWith(`${name} `))
        ?.split(" ")[1],
    );
  };

  it("shows an operator how many webhook events were given up, and how many wait", async () => {
    for (let count = 0; count < 3; count += 1) await receive();
    await executeSql(
      shop.databaseUrl,
      "update webhook_inbox set state = 'DEAD' where id = (select min(id) from webhook_inbox)",
    );

    expect(await figure('tillgraph_webhook_events{state="dead"}')).toBe(1);
    expect(await figure('tillgraph_webhook_events{state="waiting"}')).toBe(2);
  });

  it("shows how long the oldest one waits, and nothing once it is worked off", async () => {
    await receive();
    await receive();
    await executeSql(
      shop.databaseUrl,
      "update webhook_inbox set received_at = now() - interval '1 hour' where id = (select min(id) from webhook_inbox)",
    );

    const waiting = await figure("tillgraph_webhook_oldest_waiting_seconds");
    await executeSql(shop.databaseUrl, "update webhook_inbox set state = 'DONE'");

    expect(waiting).toBeGreaterThan(HOUR_S - 5);
    expect(waiting).toBeLessThan(HOUR_S + 60);
    expect(await figure("tillgraph_webhook_oldest_waiting_seconds")).toBe(0);
  });
});
