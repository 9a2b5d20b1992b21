import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explainPayment } from "../../../src/domain/explain-payment.js";
import { PAYMENT_STATUSES } from "../../../src/domain/payment.js";
import { TIMELINE_TYPES, type TimelineEntry, type TimelineType } from "../../../src/domain/timeline.js";
import { buildPayment } from "../../support/builders/payment.js";

const NAMES = { readers: new Map([["rdr_1", "Counter 1"]]), keys: new Map([["key_1", "Till 3"]]) };
const payment = buildPayment({ currency: "CHF", amountMinor: 1050 });

function entry(type: TimelineType, data: Record<string, unknown> = {}): TimelineEntry {
  const at = new Date("2026-11-22T10:00:00Z");
  return {
    sequence: 1,
    at,
    type,
    actor: "till:key_1",
    paymentId: "pay_1",
    data,
    stripeRequestId: null,
    stripeEventId: null,
  };
}

describe("what happened to a payment", () => {
  it("is told entry by entry, with when and by whom, and how it stands now", () => {
    const told = explainPayment(
      { ...payment, status: "SUCCEEDED", amountReceivedMinor: 1050 },
      [
        entry("payment.created", { paymentIntentId: "pi_1", amountMinor: 1050 }),
        entry("action.started", { kind: "PROCESS", readerId: "rdr_1" }),
        entry("payment.declined", { code: "card_declined", declineCode: "insufficient_funds" }),
        entry("payment.succeeded", { amountReceivedMinor: 1050 }),
      ],
      NAMES,
    );

    expect(told.split("\n")).toEqual([
      '2026-11-22T10:00:00.000Z till key "Till 3": Stripe set up pi_1 for 10.50 CHF.',
      '2026-11-22T10:00:00.000Z till key "Till 3": The payment at reader "Counter 1" was begun.',
      '2026-11-22T10:00:00.000Z till key "Till 3": Declined: insufficient funds.',
      '2026-11-22T10:00:00.000Z till key "Till 3": Paid: 10.50 CHF.',
      "Now: 10.50 CHF was taken.",
    ]);
  });

  it.each(TIMELINE_TYPES)("has a sentence for %s, whatever its details are", (type) => {
    const [line] = explainPayment(payment, [entry(type)], NAMES).split("\n");

    expect(line).toMatch(/^2026-11-22T10:00:00\.000Z till key "Till 3": [A-Z].*\.$/);
    expect(line).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it.each(PAYMENT_STATUSES)("says how a payment stands that is %s", (status) => {
    expect(explainPayment({ ...payment, status }, [], NAMES)).toMatch(/^Now: .*\.$/);
  });

  it.each(["REQUIRES_PAYMENT_METHOD", "REQUIRES_CONFIRMATION"] as const)(
    "does not say that it is over where the till takes it itself: %s",
    (status) => {
      expect(explainPayment({ ...payment, handover: "CLIENT", status }, [], NAMES)).toMatch(
        /^Now: .*may at any moment\.$/,
      );
    },
  );

  it("says that an attempt nobody saw the end of keeps its share", () => {
    const open = { ...payment, status: "REQUIRES_PAYMENT_METHOD", handoverUnsettled: true } as const;

    expect(explainPayment(open, [], NAMES)).toContain("keeps its share");
  });

  it.each([
    ["job:watch-actions", "a job of the server"],
    ["stripe", "news from Stripe"],
    ["customer", "the customer"],
    ["back_office:key_1", 'back office key "Till 3"'],
    ["till:key_gone", 'till key "key_gone"'],
  ])("names %s as people do", (actor, name) => {
    expect(explainPayment(payment, [{ ...entry("payment.canceled"), actor }], NAMES)).toContain(`Z ${name}: `);
  });
});

describe("the types of a history", () => {
  const WHERE = ["domain", "operations", "use-cases", "jobs", "db"];
  const EXCEPT = ["timeline.ts", "explain-entry.ts"];
  const sources = WHERE.flatMap((folder) =>
    readdirSync(`src/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !(folder === "domain" && EXCEPT.includes(file)))
      .map((file) => readFileSync(`src/${folder}/${file}`, "utf8")),
  );

  it.each(TIMELINE_TYPES)("are all written by something: %s", (type) => {
    expect(sources.filter((source) => source.includes(`"${type}"`))).not.toEqual([]);
  });
});
