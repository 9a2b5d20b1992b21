import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till } from "../../support/till.js";

describe("the database itself", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let till: Till;
  let sql: postgres.Sql;
  let live: { paymentId: string; actionId: string };
  let idle: { orderId: string; paymentId: string };

  beforeAll(async () => {
    till = createTill(shop);
    sql = postgres(shop.databaseUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const { action } = await till.process(payment.id);
    live = { paymentId: payment.id, actionId: action?.id ?? "" };
    const other = await till.openOrder(1000);
    idle = { orderId: other.id, paymentId: (await till.createIntent(other.id)).payment.id };
  });
  afterAll(() => sql.end({ timeout: 1 }));

  /** Writes a row again with some columns changed; answers the constraint that refuses it, or null. Nothing stays. */
  const copy = async (table: string, where: string, changes: Record<string, unknown>): Promise<string | null> => {
    const undo = new Error("undo");
    try {
      await sql.begin(async (tx) => {
        const inserted = await tx.unsafe(
          `insert into ${table} overriding user value
           select (jsonb_populate_record(original, $1::text::jsonb)).* from ${table} original where ${where} limit 1 returning 1`,
          [JSON.stringify(changes)],
        );
        if (inserted.length !== 1) throw new Error(`no row of ${table} where ${where}`);
        throw undo;
      });
    } catch (error) {
      if (error === undo) return null;
      if (error instanceof postgres.PostgresError) return error.constraint_name ?? error.message;
      throw error;
    }
    return null;
  };
  const ended = { state: "FAILED", ended_at: "2026-01-01T00:00:00Z" };

  it("lets one live action hold a reader", async () => {
    const changes = { id: "act_2", payment_id: idle.paymentId, attempt_key: "2" };

    expect(await copy("reader_actions", `id = '${live.actionId}'`, changes)).toBe("reader_actions_live_on_reader");
    expect(await copy("reader_actions", `id = '${live.actionId}'`, { ...changes, ...ended })).toBeNull();
  });

  it("lets one live action hold a payment, an unknown one included", async () => {
    const changes = { id: "act_2", reader_id: shop.readerIds[1], attempt_key: "2", state: "UNKNOWN" };

    expect(await copy("reader_actions", `id = '${live.actionId}'`, changes)).toBe("reader_actions_live_on_payment");
  });

  it("keeps one action for an attempt, ended ones included", async () => {
    const changes = { id: "act_2", ...ended };

    expect(await copy("reader_actions", `id = '${live.actionId}'`, changes)).toBe("reader_actions_attempt");
  });

  it.each([
    { state: "FAILED", ended_at: null },
    { state: "IN_PROGRESS", ended_at: "2026-01-01T00:00:00Z" },
    { state: "UNKNOWN", ended_at: "2026-01-01T00:00:00Z" },
  ])("refuses an action that is $state and ended at $ended_at", async (changes) => {
    const other = { id: "act_2", payment_id: idle.paymentId, reader_id: shop.readerIds[1], attempt_key: "2" };

    expect(await copy("reader_actions", `id = '${live.actionId}'`, { ...other, ...changes })).toBe(
      "reader_actions_ended",
    );
  });

  it("lets one write to a PaymentIntent be pending", async () => {
    const where = `payment_id = '${idle.paymentId}'`;
    const pending = { state: "PENDING", closed_at: null };
    await sql.unsafe(`update operations set state = 'PENDING', closed_at = null where ${where}`);

    const refused = await copy("operations", where, { id: "op_2", kind: "CAPTURE_PAYMENT_INTENT", ...pending });
    const beside = await copy("operations", where, { id: "op_2", kind: "CANCEL_READER_ACTION", ...pending });
    await sql.unsafe(`update operations set state = 'ANSWERED', closed_at = now() where ${where}`);

    expect(refused).toBe("operations_pending_on_payment");
    expect(beside).toBeNull();
  });

  it("lets one cancel of an action be pending", async () => {
    const cancel = { kind: "CANCEL_READER_ACTION", state: "PENDING", closed_at: null };
    await sql`
      insert into operations select (jsonb_populate_record(o, ${JSON.stringify({ id: "op_1", ...cancel })}::text::jsonb)).*
      from operations o where action_id = ${live.actionId}`;

    const refused = await copy("operations", "id = 'op_1'", { id: "op_2" });
    await sql`delete from operations where id = 'op_1'`;

    expect(refused).toBe("operations_pending_cancel_on_action");
  });

  it.each([
    { state: "ANSWERED", closed_at: null },
    { state: "PENDING", closed_at: "2026-01-01T00:00:00Z" },
  ])("refuses an operation that is $state and closed at $closed_at", async (changes) => {
    const where = `payment_id = '${idle.paymentId}'`;

    expect(await copy("operations", where, { id: "op_2", ...changes })).toBe("operations_closed");
  });

  it.each([
    { table: "payments", changes: { id: "pay_2" }, by: "payments_stripe_id" },
    { table: "orders", changes: { id: "ord_2" }, by: "orders_reference" },
    { table: "orders", changes: { id: "ord_2", reference: "2", total_minor: -1 }, by: "orders_total" },
    { table: "timeline", changes: {}, by: "timeline_of_order" },
    { table: "client_keys", changes: {}, by: "client_keys_key" },
    { table: "accounts", changes: { id: "acct_2" }, by: "accounts_only_one" },
    { table: "readers", changes: { id: "rdr_2" }, by: "readers_stripe_id" },
    { table: "payments", changes: { id: "pay_2", stripe_payment_intent_id: "2", status: "?" }, by: "payments_status" },
    { table: "payments", changes: { id: "pay_2", stripe_payment_intent_id: "2", tender: "?" }, by: "payments_tender" },
    { table: "payments", changes: { id: "pay_2", stripe_payment_intent_id: "2", order_id: "?" }, by: "payments_order" },
    { table: "orders", changes: { id: "ord_2", reference: "2", status: "?" }, by: "orders_status" },
    { table: "operations", changes: { id: "op_2", kind: "?" }, by: "operations_kind" },
  ])("refuses a row of $table by $by", async ({ table, changes, by }) => {
    expect(await copy(table, "true", changes)).toBe(by);
  });

  it("refuses no fact: more money than is due is written down", async () => {
    const changes = {
      id: "pay_2",
      stripe_payment_intent_id: "pi_2",
      status: "SUCCEEDED",
      amount_received_minor: 999999,
    };

    expect(await copy("payments", `id = '${idle.paymentId}'`, changes)).toBeNull();
  });

  it("answers the same event stored twice with one row", async () => {
    const event = { account_id: "acct_1", livemode: false, stripe_event_id: "evt_1", type: "t", object_type: "o" };
    const rest = { object_id: "1", state: "PENDING", attempts: 0 };
    const times = { event_created_at: "2026-01-01", received_at: "2026-01-01", next_attempt_at: "2099-01-01" };
    await sql`insert into webhook_inbox ${sql({ id: "inb_1", ...event, ...rest, ...times })}`;

    expect(await copy("webhook_inbox", "id = 'inb_1'", { id: "inb_2" })).toBe("webhook_inbox_event");
  });

  it.each(["update timeline set actor = 'nobody'", "delete from timeline", "truncate timeline"])(
    "keeps history as it was written: %s is refused",
    async (statement) => {
      await expect(sql.unsafe(statement)).rejects.toThrow("the timeline is append-only");
    },
  );
});
