import type { Told } from "../day-record.js";
import { nodesIn, whereTold } from "./answers.js";
import { groupBy, type KnownDay } from "./known-day.js";
import type { Finding } from "./violation.js";

const FIELD = "orderEvents";
/** What the last event shows of the order, and the row says. */
const FIGURES = ["status", "paymentState", "totalMinor", "paidMinor", "authorizedMinor", "reservedMinor"] as const;

interface Event {
  readonly told: Told;
  readonly orderId: string;
  readonly sequence: number;
  readonly type: string;
  readonly order: Readonly<Record<string, unknown>>;
}

/** A till that follows an order is told each of its events once and in order, and by the last one how it stands. */
export function eventsToldOnce(day: KnownDay): Finding[] {
  const told = day.record.told.filter(({ field }) => field === FIELD);
  const events = told.flatMap(eventsIn);
  return [
    ...told.filter(({ answer }) => answer?.errors !== undefined).map((each) => refused(each)),
    ...[...groupBy(events, ({ orderId, told: { till } }) => `${till} ${orderId}`).values()].flatMap((all) =>
      aboutOne(day, all),
    ),
  ];
}

function eventsIn(told: Told): Event[] {
  return nodesIn(told.answer?.data)
    .filter((node) => node["__typename"] === "OrderEvent")
    .map((node) => {
      const order = node["order"] as Record<string, unknown>;
      const [orderId, type] = [String(order["id"]), String(node["type"])];
      return { told, orderId, sequence: Number(node["sequence"]), type, order };
    });
}

function refused(told: Told): Finding {
  return { message: `${whereTold(told)} got no event but ${JSON.stringify(told.answer?.errors)}`, step: told.step };
}

function aboutOne(day: KnownDay, events: readonly Event[]): Finding[] {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { orderId } = first;
  const findings = events.flatMap((event, place) => {
    const { told, sequence, type } = event;
    const finding = (message: string) => [{ message: `${whereTold(told)} heard ${message}`, step: told.step }];
    if (sequence !== place + 1) return finding(`${sequence} of ${orderId} where ${place + 1} should come`);
    const entry = (day.entriesOfOrder.get(orderId) ?? []).find((each) => each.sequence === sequence);
    return entry?.type === type ? [] : finding(`${sequence} of ${orderId} as ${type}; it is ${entry?.type}`);
  });
  return [...findings.slice(0, 1), ...atTheEnd(day, last)];
}

function atTheEnd(day: KnownDay, { told, orderId, sequence, order: shown }: Event): Finding[] {
  const order = day.orders.get(orderId);
  if (order === undefined) return [];
  const finding = (message: string) => [{ message: `${whereTold(told)} ${message}`, step: told.step }];
  if (sequence !== order.sequence) return finding(`last heard ${sequence} of ${orderId}; it goes to ${order.sequence}`);
  return FIGURES.filter((name) => shown[name] !== order[name]).flatMap((name) =>
    finding(`was told last that ${orderId} has ${name} ${String(shown[name])}; it is ${order[name]}`),
  );
}
