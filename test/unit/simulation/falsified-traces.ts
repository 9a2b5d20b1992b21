import { type DayDraft, find, momentOf, msOf } from "./day-draft.js";
import { type FalsifiedDay, falsifiedDay as of } from "./falsified-day.js";

export const FALSIFIED_TRACES: readonly FalsifiedDay[] = [
  of("timeline-unbroken", ["a history has a gap", "ord_1: 4 stands where 3 should"], ({ rows }) => {
    rows.timeline.splice(2, 1);
  }),
  of("timeline-unbroken", ["a history has a double", "ord_2: 1 stands where 2 should"], ({ rows }) => {
    find(rows.timeline, "7")["sequence"] = 1;
  }),
  of("timeline-unbroken", ["the last entry is missing", "ord_2 says it has 6 entries; it has 5"], ({ rows }) => {
    rows.timeline.pop();
  }),
  of("timeline-unbroken", ["the feed has a double", "the feed: 3 stands where 4 should"], ({ rows }) => {
    find(rows.timeline, "4")["feed_sequence"] = "3";
  }),
  of("timeline-unbroken", ["an entry is about another order's payment", "is about pay_2"], ({ rows }) => {
    find(rows.timeline, "2")["payment_id"] = "pay_2";
  }),
  of("commands-sent-once", ["a command went to a reader twice", "op_2 was sent 2 times"], (day) => {
    day.requests.push({ ...requestOf(day, "op_2"), step: 11 });
  }),
  of("commands-sent-once", ["an action was begun twice", "act_1 was begun 2 times"], (day) => {
    day.rows.operations.push({ ...find(day.rows.operations, "op_2"), id: "op_9" });
    day.requests.push({ ...requestOf(day, "op_2"), step: 11, idempotencyKey: "op_9" });
  }),
  of("commands-sent-once", ["a reader showed a bill unasked", "2 times in 1 attempts of tills"], (day) => {
    day.rows.operations.push({ ...find(day.rows.operations, "op_2"), id: "op_9", action_id: "act_9" });
    day.requests.push({ ...requestOf(day, "op_2"), step: 11, idempotencyKey: "op_9" });
  }),
  of("commands-sent-once", ["a write had no key", "was sent without a key"], (day) => {
    requestOf(day, "op_3").idempotencyKey = null;
  }),
  of("commands-sent-once", ["a write had no operation", "under op_0, which is no operation"], (day) => {
    requestOf(day, "op_3").idempotencyKey = "op_0";
  }),
  of("commands-sent-once", ["one key went with two contents", "op_1 was sent with POST"], (day) => {
    const first = requestOf(day, "op_1");
    day.requests.push({ ...first, params: { ...first.params, amount: "900" } });
  }),
  of("commands-sent-once", ["another amount was sent than written", "amount_to_capture is 1, not 1000"], (day) => {
    requestOf(day, "op_3").params = { amount_to_capture: "1" };
  }),
  of("commands-sent-once", ["a key went to another path", "which says POST /v1/payment_intents"], (day) => {
    requestOf(day, "op_1").path = "/v1/payment_intents/pi_1/cancel";
  }),
  of(
    "reader-showed-its-own",
    ["a lost command came late", "act_1 (SUCCEEDED) of pay_1 reached rdr_1 while act_2"],
    (day) => {
      requestOf(day, "op_2").atMs = msOf(12);
      find(day.rows.reader_actions, "act_1")["ended_at"] = momentOf(10);
      find(day.rows.reader_actions, "act_2")["started_at"] = momentOf(11);
    },
  ),
  of(
    "reader-showed-its-own",
    ["a command that was waited for in vain came late", "act_1 (SUCCEEDED) of pay_1 reached rdr_1 while act_2"],
    (day) => {
      requestOf(day, "op_2").atMs = msOf(33);
      find(day.rows.operations, "op_2")["closed_at"] = momentOf(29);
      find(day.rows.reader_actions, "act_1")["ended_at"] = momentOf(29);
      find(day.rows.reader_actions, "act_2")["started_at"] = momentOf(30);
      find(day.rows.reader_actions, "act_2")["ended_at"] = momentOf(34);
    },
  ),
  of(
    "reader-showed-its-own",
    ["a reader was taken twice", "act_2 (FAILED) of pay_2 reached rdr_1 while act_1"],
    (day) => {
      find(day.rows.reader_actions, "act_1")["ended_at"] = momentOf(30);
    },
  ),
  of("one-live-action", ["a reader held two at once", "rdr_1 was held by act_2"], ({ rows }) => {
    find(rows.reader_actions, "act_1")["ended_at"] = momentOf(30);
  }),
  of("one-live-action", ["a payment was at two readers", "pay_1 was held by act_9"], ({ rows }) => {
    const first = find(rows.reader_actions, "act_1");
    rows.reader_actions.push({ ...first, id: "act_9", reader_id: "rdr_2", started_at: momentOf(10) });
  }),
  of("one-live-action", ["one that never ended was followed", "until the end"], ({ rows }) => {
    find(rows.reader_actions, "act_1")["ended_at"] = null;
  }),
];

function requestOf({ requests }: DayDraft, key: string): DayDraft["requests"][number] {
  const request = requests.find(({ idempotencyKey }) => idempotencyKey === key);
  if (request === undefined) throw new Error(`nothing was sent under ${key}`);
  return request;
}
