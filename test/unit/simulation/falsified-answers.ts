import { addChange, addTold, type DayDraft, find } from "./day-draft.js";
import { type FalsifiedDay, falsifiedDay as of } from "./falsified-day.js";

const IDLE = {
  __typename: "Payment",
  status: "REQUIRES_PAYMENT_METHOD",
  nextSafeActions: [{ action: "TAKE_ANOTHER_TENDER" }],
};

export const FALSIFIED_ANSWERS: readonly FalsifiedDay[] = [
  of("paid-was-true", ["a hold was told before it was there", "told pay_1 REQUIRES_CAPTURE"], (day) => {
    atStep(day, { field: "order", id: "ord_1" }, [10, 11]);
  }),
  of("paid-was-true", ["a success was told before it was there", "told pay_1 SUCCEEDED"], (day) => {
    atStep(day, { field: "completeOrder", id: "ord_1" }, [15, 16]);
  }),
  of("paid-was-true", ["an order was told paid with money that came later", "told ord_1 PAID (1000)"], (day) => {
    atStep(day, { field: "completeOrder", id: "ord_1" }, [15, 16]);
  }),
  of("paid-was-true", ["an order was told covered too early", "told ord_1 covered (1000); at most 0"], (day) => {
    atStep(day, { field: "order", id: "ord_1" }, [10, 11]);
  }),
  of("paid-was-true", ["an action was told to have succeeded", "told pay_2 had an action SUCCEEDED"], (day) => {
    const actions = [{ kind: "PROCESS", state: "SUCCEEDED" }];
    answer(day, [31, 32], { __typename: "Payment", id: "pay_2", status: "REQUIRES_PAYMENT_METHOD", actions });
  }),
  of("paid-was-true", ["more was told received than was", "told pay_1 amountReceivedMinor 2000"], (day) => {
    answer(day, [18, 19], { __typename: "Payment", id: "pay_1", status: "SUCCEEDED", amountReceivedMinor: 2000 });
  }),
  of("paid-was-true", ["a till was shown what has no row", "was shown pay_0, which has no row"], (day) => {
    answer(day, [18, 19], { __typename: "Payment", id: "pay_0", status: "CREATING" });
  }),
  of("paid-was-true", ["a payment was said to have gone through", "told that pay_2 went through"], (day) => {
    addTold(day, [34, 36, "recordPayment"], { input: {}, data: null });
    const message = "The earlier payment went through after all: 5.00 CHF.";
    const errors = [{ message, extensions: { code: "AMOUNT_EXCEEDS_DUE", paymentId: "pay_2" } }];
    Object.assign(day.told.at(-1) ?? {}, { answer: { data: null, errors } });
  }),
  of("another-tender-was-true", ["the payment took money afterwards", "pi_2 was succeeded at step 37"], (day) => {
    addChange(day, [37, "pi_2", "succeeded"], 500);
  }),
  of("another-tender-was-true", ["the payment had taken money already", "for pay_1 of ord_1; pi_1 was"], (day) => {
    answer(day, [13, 14], { ...IDLE, id: "pay_1" });
  }),
  of("another-tender-was-true", ["an order offered it for money under way", "for pay_2 of ord_2; pi_2"], (day) => {
    day.told.splice(0);
    addChange(day, [37, "pi_2", "requires_capture"], 500);
    answer(day, [32, 33], { ...IDLE, __typename: "Order", id: "ord_2", status: "OPEN" });
  }),
  of("another-tender-was-true", ["an order did not know of its money", "with 0 paid or held; it had 1000"], (day) => {
    const figures = { paidMinor: 0, authorizedMinor: 0 };
    answer(day, [13, 14], { ...IDLE, __typename: "Order", id: "ord_1", status: "OPEN", ...figures });
  }),
  of(
    "another-tender-was-true",
    ["an order's offer did not know of its money", "with 500 paid or held; it had"],
    (day) => {
      const offered = [{ action: "TAKE_ANOTHER_TENDER", reason: "5.00 CHF is still due." }];
      const figures = { totalMinor: 1000, paidMinor: 0, authorizedMinor: 1000 };
      answer(day, [13, 14], { __typename: "Order", id: "ord_1", status: "OPEN", ...figures, nextSafeActions: offered });
    },
  ),
  of("another-tender-was-true", ["a hand-over sent before took the money", "pi_1 was requires_capture"], (day) => {
    answer(day, [10, 11], { ...IDLE, id: "pay_1" });
  }),
  of("secrets-kept", ["a row holds a client secret", "payments.last_error of pay_1"], ({ rows }) => {
    find(rows.payments, "pay_1")["last_error"] = { code: "pi_1_secret_abc" };
  }),
  of("secrets-kept", ["a till was told a client secret", "till-1 at order"], (day) => {
    answer(day, [18, 19], { clientSecret: "pi_1_secret_abc" });
  }),
];

function answer(day: DayDraft, [asked, told]: readonly [number, number], node: Record<string, unknown>): void {
  addTold(day, [asked, told, "order"], { input: {}, data: node });
}

/** Moves an answer to where it was not true yet. */
function atStep(
  { told }: DayDraft,
  { field, id }: { field: string; id: string },
  [askedAtStep, step]: readonly [number, number],
): void {
  const found = told.find((each) => each.field === field && JSON.stringify(each.variables).includes(id));
  Object.assign(found ?? {}, { askedAtStep, step });
}
