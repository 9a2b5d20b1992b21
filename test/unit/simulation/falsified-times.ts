import { addTold, type DayDraft, find, momentOf, msOf } from "./day-draft.js";
import { type FalsifiedDay, falsifiedDay as of } from "./falsified-day.js";
import { eventIn, eventOf, listen } from "./listening-day.js";

export const FALSIFIED_TIMES: readonly FalsifiedDay[] = [
  of("events-told-once", ["an event was left out", "heard 4 of ord_1 where 3 should come"], (day) => {
    listen(day);
    drop(day, 3);
  }),
  of("events-told-once", ["an event came twice", "heard 2 of ord_1 where 3 should come"], (day) => {
    listen(day);
    eventOf(day, 3).sequence = 2;
  }),
  of("events-told-once", ["an event came as another", "heard 3 of ord_1 as payment.declined"], (day) => {
    listen(day);
    eventOf(day, 3).type = "payment.declined";
  }),
  of("events-told-once", ["the last event never came", "last heard 4 of ord_1; it goes to 5"], (day) => {
    listen(day);
    drop(day, 5);
  }),
  of("events-told-once", ["the last event showed an older order", "has paidMinor 0; it is 1000"], (day) => {
    listen(day);
    Object.assign(eventOf(day, 5).order, { paidMinor: 0 });
  }),
  of("events-told-once", ["a till that follows was refused", "got no event but"], (day) => {
    listen(day);
    Object.assign(day.told.at(-1) ?? {}, { answer: { data: null, errors: [{ message: "no" }] } });
  }),
  of("taken-up-in-time", ["a dead server's work lay for long", "op_3 (CAPTURE_PAYMENT_INTENT)"], (day) => {
    day.orphans.push({ operationId: "op_3", leaseUntilMs: msOf(17), takenUpAtMs: msOf(30) });
  }),
  of("taken-up-in-time", ["nobody took a dead server's work up", "it was taken up never"], (day) => {
    day.orphans.push({ operationId: "op_3", leaseUntilMs: msOf(17), takenUpAtMs: null });
  }),
  of("answered-in-time", ["a cancel waited for the reader", "got its answer after 4000 ms"], (day) => {
    addTold(day, [8, 12, "cancelReaderAction"], { input: { actionId: "act_1" }, data: {} });
  }),
  of("noticed-in-time", ["nobody looked at Stripe without webhooks", "heard of it after 8000 ms"], (day) => {
    listen(day);
    Object.assign(day, { webhooksEndedAtMs: msOf(-10) });
    day.told.find(({ answer }) => JSON.stringify(answer).includes("payment.authorized"))!.atMs = msOf(20);
  }),
  of("noticed-in-time", ["a till never heard of it", "a till heard of it after Infinity ms"], (day) => {
    Object.assign(day, { webhooksEndedAtMs: msOf(-10) });
  }),
  of(
    "reader-showed-its-own",
    ["a server stood still before it sent", "had ended 2000 ms before it was sent"],
    (day) => {
      find(day.rows.reader_actions, "act_1")["ended_at"] = momentOf(7);
    },
  ),
];

function drop(day: DayDraft, sequence: number): void {
  const place = day.told.findIndex((told) => eventIn(told)?.sequence === sequence);
  day.told.splice(place, 1);
}
