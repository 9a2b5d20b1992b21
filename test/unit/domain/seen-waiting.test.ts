import { describe, expect, it } from "vitest";
import { isSeenWaiting, type Waiting } from "../../../src/domain/seen-waiting.js";
import { buildAction } from "../../support/builders/action.js";
import { buildPayment } from "../../support/builders/payment.js";
import { buildReader, readerShowing } from "../../support/builders/reader-snapshot.js";

const action = buildAction({ state: "IN_PROGRESS" });
const at = (afterMs: number) => new Date(action.startedAt.getTime() + afterMs);
const waiting: Waiting = { action, payment: buildPayment(), reader: readerShowing() };

describe("a reader in a list", () => {
  it("only shows what we know while it waits for the card of this very payment", () => {
    expect(isSeenWaiting(waiting, at(3_000))).toBe(true);
  });

  it.each<[string, Partial<Waiting>]>([
    ["it is not in the list", { reader: undefined }],
    ["it is offline", { reader: { ...readerShowing(), status: "OFFLINE" } }],
    ["it shows nothing", { reader: buildReader() }],
    ["it shows somebody else's payment", { reader: readerShowing({ paymentIntentId: "pi_of_someone_else" }) }],
    ["it shows an end", { reader: readerShowing({ status: "succeeded" }) }],
    ["it shows a failure", { reader: readerShowing({ status: "failed", failureCode: "card_declined" }) }],
    ["nobody knows yet whether it has the payment", { action: buildAction({ state: "UNKNOWN" }) }],
    ["its action is being ended", { action: buildAction({ state: "CANCELING" }) }],
    ["its action was never acknowledged", { action: { ...action, acknowledged: false } }],
    ["Stripe did not answer the last look", { action: { ...action, unanswered: 1 } }],
    ["its action's time is over", { action: { ...action, deadlineAt: at(2_999) } }],
  ])("is looked at in full where %s", (_why, more) => {
    expect(isSeenWaiting({ ...waiting, ...more }, at(3_000))).toBe(false);
  });

  it("is looked at in full every ten seconds whatever it shows", () => {
    const full = Array.from({ length: 20 }, (_, look) => look).filter(
      (look) => !isSeenWaiting(waiting, at(look * 2_000)),
    );

    expect(full).toEqual([0, 5, 10, 15]);
  });
});
