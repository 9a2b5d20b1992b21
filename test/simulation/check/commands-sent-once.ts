import type { StripeRequest } from "../day-record.js";
import { asksOf, countDistinct } from "./asked.js";
import { groupBy, type KnownDay } from "./known-day.js";
import type { KnownOperation } from "./known-rows.js";
import type { Finding } from "./violation.js";

/** Every write went out under a key of ours, always the same under the same key; and to a reader only once. */
export function commandsSentOnce(day: KnownDay): Finding[] {
  const writes = day.record.requests.filter(({ method, path }) => method !== "GET" && WRITES.test(path));
  return [
    ...writes.flatMap((write) => aboutWrite(day, write)),
    ...[...groupBy(writes, ({ idempotencyKey }) => idempotencyKey)].flatMap(([key, same]) => aboutKey(key, same)),
    ...[...groupBy(writes.filter(isToReader), (write) => actionOf(day, write))].flatMap(([id, same]) =>
      sentAgain(same, `${id} was begun`),
    ),
    ...[...day.payments.values()].flatMap(({ id, intentId }) => moreThanAsked(writes, { day, id, intentId })),
  ];
}

const WRITES = /^\/v1\/(payment_intents|refunds|terminal)(\/|$)/;
const HANDS_TO_READER = /\/(process_payment_intent|collect_payment_method|confirm_payment_intent)$/;
const READER_COMMAND = /^\/v1\/terminal\/readers\/[^/]+\/[a-z_]+$/;

function aboutWrite(day: KnownDay, write: StripeRequest): Finding[] {
  const { step, method, path, params, idempotencyKey } = write;
  const finding = (message: string) => [{ message: `${method} ${path} ${message}`, step }];
  if (idempotencyKey === null) return finding("was sent without a key");
  const operation = day.operations.get(idempotencyKey);
  if (operation === undefined) return finding(`was sent under ${idempotencyKey}, which is no operation of ours`);
  const { request } = operation;
  if (request["method"] !== method || request["path"] !== path) {
    return finding(`was sent for ${operation.id}, which says ${String(request["method"])} ${String(request["path"])}`);
  }
  const different = differences(operation, params);
  return different.length === 0
    ? []
    : finding(`was sent for ${operation.id} with other parameters: ${different.join(", ")}`);
}

/** Lists are left out: how they are counted on the way is the client's business. */
function differences({ request }: KnownOperation, params: StripeRequest["params"]): string[] {
  return leavesOf(request["params"], "")
    .filter(([name, value]) => params[name] !== value)
    .map(([name, value]) => `${name} is ${params[name]}, not ${value}`);
}

function leavesOf(value: unknown, name: string): (readonly [string, string])[] {
  if (typeof value === "string") return [[name, value]];
  if (typeof value === "number" || typeof value === "boolean") return [[name, String(value)]];
  if (value === null || value === undefined || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, name === "" ? key : `${name}[${key}]`));
}

function aboutKey(key: string, writes: readonly StripeRequest[]): Finding[] {
  const [first, ...others] = writes;
  if (first === undefined) return [];
  const other = others.find((write) => contentOf(write) !== contentOf(first));
  if (other !== undefined) {
    const message = `${key} was sent with ${contentOf(first)} at step ${first.step}, then with ${contentOf(other)}`;
    return [{ message, step: other.step }];
  }
  return READER_COMMAND.test(first.path) ? sentAgain(writes, `${key} was sent`) : [];
}

function contentOf({ method, path, params }: StripeRequest): string {
  const sorted = Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${method} ${path} ${JSON.stringify(sorted)}`;
}

function isToReader({ path }: StripeRequest): boolean {
  return HANDS_TO_READER.test(path);
}

function actionOf(day: KnownDay, { idempotencyKey }: StripeRequest): string | null {
  return day.operations.get(idempotencyKey ?? "")?.actionId ?? null;
}

function sentAgain(writes: readonly StripeRequest[], what: string): Finding[] {
  const again = writes[1];
  if (again === undefined) return [];
  return [
    {
      message: `${what} ${writes.length} times: ${again.path} at steps ${writes.map(({ step }) => step).join(", ")}`,
      step: again.step,
    },
  ];
}

/** A reader shows a payment as often as a till asked for that, each attempt under a name of its own. */
function moreThanAsked(
  writes: readonly StripeRequest[],
  { day, id, intentId }: { day: KnownDay; id: string; intentId: string | null },
): Finding[] {
  const shown = writes.filter(
    ({ path, params }) => path.endsWith("/process_payment_intent") && params["payment_intent"] === intentId,
  );
  const attempts = countDistinct(asksOf(day, "processPaymentIntent", ["paymentId", id]), "attemptKey");
  const again = shown[attempts];
  if (again === undefined) return [];
  return [
    {
      message: `${id} (${intentId}) was handed to a reader ${shown.length} times in ${attempts} attempts of tills`,
      step: again.step,
    },
  ];
}
