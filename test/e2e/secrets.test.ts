import { describe, expect, it } from "vitest";
import { dumpTables } from "../support/dump-tables.js";
import { OrderTimelineDocument } from "../support/generated/operations.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, decideTwint, DECLINED_CARD, refusalOf, until } from "../support/till.js";

const comeBack = async (answer: Response) => {
  await fetch(answer.headers.get("location") ?? "");
  const unknown = (answer.headers.get("location") ?? "").replace("/twint/return/", "/twint/nowhere/");
  await fetch(unknown);
};

describe("a day at the till", () => {
  const shop = useTestShop();

  /** What may stand in no log line, no table and no history. */
  function secretsIn(texts: readonly string[]): string[] {
    const secrets = ["_secret_", "whsec_", "sk_test_", "Bearer ", ...Object.values(shop.keys), ...shop.webhookSecrets];
    return texts.filter((text) => secrets.some((secret) => text.includes(secret)));
  }

  it("leaves no client secret, no key and no webhook secret in any log line, table or history", async () => {
    const till = createTill(shop);
    const card = await till.authorize(1050);
    await till.complete(card.order.id);
    const declined = await till.createIntent((await till.openOrder(500)).id);
    await till.process(declined.payment.id);
    await till.presentCard(DECLINED_CARD);
    await till.cancelPayment(declined.payment.id);
    const order = await till.openOrder(2000);
    const { payment } = await till.createIntent(order.id, { tender: "TWINT" });
    const failed = await till.confirmTwint(payment.id);
    await comeBack(await decideTwint(failed.redirectUrl, "fail"));
    await till.recheck(payment.id);
    const { redirectUrl } = await till.confirmTwint(payment.id);
    await comeBack(await decideTwint(redirectUrl, "authorize"));
    await refusalOf(till.cancelPayment(payment.id));
    await refusalOf(shop.client(null).request("{ serverInfo { version } }"));
    await refusalOf(till.client.request(`{ order(id: "${"x".repeat(9)}") { nope } }`));
    await until(
      () => dumpTables(shop.databaseUrl),
      (rows) => rows.filter((row) => row.startsWith("webhook_inbox ")).every((row) => row.includes('"DONE"')),
    );

    const { order: told } = await till.client.request(OrderTimelineDocument, { id: order.id, first: 100 });
    const tables = await dumpTables(shop.databaseUrl);

    expect(shop.webhookSecrets).toHaveLength(1);
    expect(tables.length).toBeGreaterThan(50);
    expect(shop.log.lines.length).toBeGreaterThan(50);
    expect(secretsIn(tables)).toEqual([]);
    expect(secretsIn(shop.log.lines)).toEqual([]);
    expect(secretsIn([JSON.stringify(told)])).toEqual([]);
  });

  it("leaves none behind either when Stripe breaks off, refuses or is not there", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    const path = "/v1/payment_intents";
    await shop.control("faults", { method: "POST", path: `${path}$`, kind: "drop", when: "after" });
    await shop.control("faults", { method: "POST", path: `${path}/pi_.*/capture$`, kind: "status", status: 500 });

    const { payment } = await till.createIntent(order.id);
    const made = await until(
      () => till.payment(payment.id),
      ({ status }) => status === "REQUIRES_PAYMENT_METHOD",
    );
    await till.process(made.id);
    await till.presentCard();
    await till.complete(order.id).catch(() => undefined);
    const taken = await until(
      () => till.payment(payment.id),
      ({ status, nextSafeActions }) =>
        status === "SUCCEEDED" || nextSafeActions.some(({ action }) => action === "CAPTURE"),
    );
    await shop.control("faults", {}, "DELETE");

    expect(taken.amountReceivedMinor + taken.amountCapturableMinor).toBe(1050);
    expect(secretsIn(await dumpTables(shop.databaseUrl))).toEqual([]);
    expect(secretsIn(shop.log.lines)).toEqual([]);
  });
});
