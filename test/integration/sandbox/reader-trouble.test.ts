import { describe, expect, it } from "vitest";

import { eventTypes, openShop, present, readerIn, type Shop } from "./open-shop.js";
import { CARD_PRESENT, sell } from "./pay-on-reader.js";

const READERS = "/v1/terminal/readers";

async function collectAt(more = ""): Promise<{ shop: Shop; reader: string; intent: string }> {
  const shop = await openShop();
  const reader = await readerIn(shop);
  const { id: intent } = await shop.make("POST /v1/payment_intents", `amount=2000&currency=chf&${CARD_PRESENT}`);
  await shop.make(`POST ${READERS}/${reader}/collect_payment_method`, `payment_intent=${intent}${more}`);
  return { shop, reader, intent };
}

async function stateOf({ shop, reader, intent }: { shop: Shop; reader: string; intent: string }): Promise<unknown[]> {
  const { action } = await shop.make(`GET ${READERS}/${reader}`);
  const { status } = await shop.make(`GET /v1/payment_intents/${intent}`);
  return [(action as { status?: string } | null)?.status ?? null, status];
}

describe("a reader that takes no command", () => {
  it.each([
    [{ hardware_fault: true }, "terminal_reader_hardware_fault", "online"],
    [{ held_by_sdk: true }, undefined, "online"],
    [{ network: "deaf" }, "terminal_reader_timeout", "online"],
    [{ network: "lost" }, "terminal_reader_timeout", "online"],
    [{ network: "offline" }, "terminal_reader_offline", "offline"],
    [{ card_left_in: true }, "terminal_reader_busy", "online"],
    [{ updating: true }, "terminal_reader_busy", "online"],
  ])("because of %j says %s, and reads %s", async (why, code, status) => {
    const sale = await sell();
    await sale.shop.control("POST", `readers/${sale.reader}`, why);

    const answers = [
      await sale.shop.ask(`POST ${READERS}/${sale.reader}/process_payment_intent`, `payment_intent=${sale.intent}`),
      await sale.shop.ask(`POST ${READERS}/${sale.reader}/cancel_action`),
    ];

    expect(answers.map((answer) => [answer.status, answer.error?.code])).toEqual(answers.map(() => [400, code]));
    expect(await sale.shop.make(`GET ${READERS}/${sale.reader}`)).toMatchObject({ status });
    expect(await stateOf(sale)).toEqual(["in_progress", "requires_payment_method"]);
  });

  it("is deaf for as long as it is, and goes on reporting", async () => {
    const { shop, reader } = await sell();
    await shop.control("POST", `readers/${reader}`, { network: "deaf" });
    const before = await shop.make(`GET ${READERS}/${reader}`);

    await shop.advance(42 * 60_000);

    const after = await shop.make(`GET ${READERS}/${reader}`);
    expect(after["status"]).toBe("online");
    expect(Number(after["last_seen_at"]) - Number(before["last_seen_at"])).toBeGreaterThan(41 * 60_000);
  });

  it("says that an app holds it in the words that were reported", async () => {
    const { shop, reader } = await sell();
    await shop.control("POST", `readers/${reader}`, { held_by_sdk: true });

    const { error } = await shop.ask(`POST ${READERS}/${reader}/cancel_action`);

    expect(error?.message).toBe("Reader is currently processing a transaction from a different integration mode.");
  });
});

it("never sees a reader earlier than it did before", async () => {
  const shop = await openShop();
  const reader = await readerIn(shop);
  await shop.advance(100_000);
  await shop.control("POST", `readers/${reader}`, { network: "lost" });
  const lost = await shop.make(`GET ${READERS}/${reader}`);
  await shop.control("POST", `readers/${reader}`, { network: "online" });

  const back = await shop.make(`GET ${READERS}/${reader}`);

  expect(back["last_seen_at"]).toBeGreaterThanOrEqual(Number(lost["last_seen_at"]));
});

describe("a collection", () => {
  it.each([
    [{ loses_network: "before_charge" }, "in_progress"],
    [{ loses_network: "after_charge" }, "in_progress"],
    [{ loses_network: "authorizes_later" }, "in_progress"],
    [{ connection_error: "before" }, "failed"],
    [{ connection_error: "after" }, "failed"],
  ])("charges nothing, not even with %j", async (trouble, action) => {
    const open = await collectAt();
    await open.shop.control("POST", `readers/${open.reader}`, trouble);

    await present(open.shop, open.reader);
    await open.shop.advance(3_600_000);

    expect(await stateOf(open)).toEqual([action, "requires_payment_method"]);
    expect(await open.shop.make("GET /v1/charges")).toMatchObject({ data: [] });
  });

  it("that the customer cancels leaves no card to confirm", async () => {
    const open = await collectAt("&collect_config[enable_customer_cancellation]=true");
    await open.shop.control("POST", "behaviour", { collect_status: "in_progress" });
    await present(open.shop, open.reader);

    await open.shop.control("POST", `readers/${open.reader}`, { customer_cancels: true });

    expect(await stateOf(open)).toEqual(["failed", "requires_payment_method"]);
    const late = await open.shop.ask(
      `POST ${READERS}/${open.reader}/confirm_payment_intent`,
      `payment_intent=${open.intent}`,
    );
    expect(late.error).toMatchObject({ code: "intent_invalid_state" });
  });
});

describe("while a card is being authorized", () => {
  const CANCELABLE = "process_config[enable_customer_cancellation]=true";

  /** The card was read; the issuer's answer takes five seconds. */
  async function authorize() {
    const sale = await sell();
    await sale.shop.control("POST", `readers/${sale.reader}`, { authorize_ms: 5_000 });
    const form = `payment_intent=${sale.intent}&${CANCELABLE}`;
    await sale.shop.make(`POST ${READERS}/${sale.reader}/process_payment_intent`, form);
    await present(sale.shop, sale.reader);
    return sale;
  }

  it("the customer can't cancel any more", async () => {
    const sale = await authorize();

    const answer = await sale.shop.control("POST", `readers/${sale.reader}`, { customer_cancels: true });
    await sale.shop.advance(5_000);

    expect(answer).toHaveProperty("error");
    expect(await stateOf(sale)).toEqual(["succeeded", "succeeded"]);
  });

  it.each(["lost", "offline"])("a reader that becomes %s can't tell that it was paid", async (network) => {
    const sale = await authorize();
    await sale.shop.control("POST", `readers/${sale.reader}`, { network });

    await sale.shop.advance(86_400_000);

    expect(await stateOf(sale)).toEqual(["in_progress", "succeeded"]);
    expect(await eventTypes(sale.shop)).not.toContain("terminal.reader.action_succeeded");
    await sale.shop.control("POST", `readers/${sale.reader}`, { network: "online" });
    await sale.shop.make(`POST ${READERS}/${sale.reader}/cancel_action`);
  });

  it("trouble that comes after the issuer's answer is too late", async () => {
    const sale = await authorize();
    const order = (path: string, body: object) =>
      sale.shop.sandbox.fetch(
        new Request(`http://sandbox/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) }),
      );

    await order("clock", { advance_ms: 5_000 });
    await order(`readers/${sale.reader}`, { network: "lost" });

    expect(await stateOf(sale)).toEqual(["succeeded", "succeeded"]);
  });

  it("an intent that gets another amount is not charged at all", async () => {
    const sale = await authorize();
    await sale.shop.make(`POST /v1/payment_intents/${sale.intent}`, "amount=3000");

    await sale.shop.advance(5_000);

    expect(await stateOf(sale)).toEqual(["failed", "requires_payment_method"]);
    expect(await sale.shop.make("GET /v1/charges")).toMatchObject({ data: [] });
  });

  it("the reader may even be deleted: the money moves, and nobody tells of an action", async () => {
    const sale = await authorize();
    await sale.shop.make(`DELETE ${READERS}/${sale.reader}`);

    await sale.shop.advance(5_000);

    expect(await sale.shop.make(`GET /v1/payment_intents/${sale.intent}`)).toMatchObject({ status: "succeeded" });
    expect(await eventTypes(sale.shop)).not.toContain("terminal.reader.action_succeeded");
  });
});

it("charges an intent that was edited while its reader waited for what it is when the card comes", async () => {
  const sale = await sell();
  await sale.shop.make(`POST /v1/payment_intents/${sale.intent}`, "amount=3000");

  await present(sale.shop, sale.reader);

  expect(await sale.shop.make(`GET /v1/payment_intents/${sale.intent}`)).toMatchObject({ amount_received: 3000 });
});

describe("the question for a tip", () => {
  it.each([
    ["", 200, { tip: { amount: 300 } }, 2300],
    ["skip_tipping=false", 200, { tip: { amount: 300 } }, 2300],
    ["tipping[amount_eligible]=1500", 200, { tip: { amount: 300 } }, 2300],
    ["tipping[amount_eligible]=0", 200, { tip: {} }, 2000],
    ["skip_tipping=true", 200, { tip: {} }, 2000],
    ["skip_tipping=true&tipping[amount_eligible]=0", 200, { tip: {} }, 2000],
    ["skip_tipping=true&tipping[amount_eligible]=1500", 400, { tip: {} }, 0],
  ])("with %j: %i, %j", async (config, status, amount_details, amount_received) => {
    const { shop, reader, intent } = await sell();
    const more = config
      .split("&")
      .map((part) => part.replace(/^(\w+)/, "process_config[$1]"))
      .join("&");
    await shop.make(`POST ${READERS}/${reader}/cancel_action`);

    const answer = await shop.ask(
      `POST ${READERS}/${reader}/process_payment_intent`,
      `payment_intent=${intent}&${more}`,
    );
    await present(shop, reader, "amount_tip=300");

    expect(answer.status).toBe(status);
    expect(await shop.make(`GET /v1/payment_intents/${intent}`)).toMatchObject({ amount_details, amount_received });
  });

  it("takes no more than eight digits in all", async () => {
    const { shop, reader } = await sell();

    const { status, error } = await present(shop, reader, "amount_tip=99998000");

    expect([status, error?.code, error?.param]).toEqual([400, "amount_too_large", "amount_tip"]);
  });
});

describe("cancel_action where an idle reader refuses it", () => {
  it.each([
    ["nothing", async () => {}, 400],
    [
      "a payment that waits",
      (shop: Shop, reader: string, intent: string) =>
        shop.make(`POST ${READERS}/${reader}/process_payment_intent`, `payment_intent=${intent}`),
      200,
    ],
    [
      "a payment that ended",
      async (shop: Shop, reader: string, intent: string) => {
        await shop.make(`POST ${READERS}/${reader}/process_payment_intent`, `payment_intent=${intent}`);
        await present(shop, reader);
      },
      400,
    ],
    [
      "a card that was collected",
      async (shop: Shop, reader: string, intent: string) => {
        await shop.make(`POST ${READERS}/${reader}/collect_payment_method`, `payment_intent=${intent}`);
        await present(shop, reader);
      },
      200,
    ],
  ] as const)("with %s", async (_, given, status) => {
    const shop = await openShop({ idle_cancel: "refuse" });
    const reader = await readerIn(shop);
    const { id } = await shop.make("POST /v1/payment_intents", `amount=2000&currency=chf&${CARD_PRESENT}`);
    await given(shop, reader, id);

    expect((await shop.ask(`POST ${READERS}/${reader}/cancel_action`)).status).toBe(status);
  });
});
