import type { StripeObject } from "../entities/row.js";
import { chargesOfIntent, findObject, refundsOfCharge } from "../formatters/find-object.js";
import { isHash } from "../validation/structures.js";
import { isAtLeast } from "./api-version.js";
import { EXPANDABLE, type ObjectType } from "./object-types.js";
import { WITHOUT_LISTS } from "./older-lists.js";
import { putInOrder } from "./put-in-order.js";
import { invalidParameter } from "./stripe-error.js";
import type { Work } from "./work.js";

/** Stripe's limit (facts 9); a list's `data` counts as well. */
const DEEPEST = 4;

/** Lists that an object may carry: what is in them lies one `data` further down. */
const LISTS: Readonly<Record<string, (work: Work, id: string) => StripeObject | undefined>> = {
  "charge.refunds": refundsOfCharge,
  "payment_intent.charges": chargesOfIntent,
};

interface Step {
  readonly field: readonly string[];
  readonly type: ObjectType;
  readonly makeList: ((work: Work, id: string) => StripeObject | undefined) | undefined;
  readonly rest: readonly string[];
}

export interface Answered {
  readonly answers: ObjectType;
  readonly isList: boolean;
}

/** Refuses what can't be expanded, before the endpoint looks at anything else. */
export function assertExpandable(paths: readonly string[], { answers, isList }: Answered, version: string): void {
  for (const path of paths) {
    const segments = path.split(".");
    const [first = ""] = segments;
    if (segments.length > DEEPEST) throw tooDeep(path);
    if (isList && first !== "data")
      throw notExpandable(first, ` You may want to try expanding 'data.${first}' instead.`);
    const before = isList ? 1 : 0;
    const good = goodSegments(answers, segments.slice(before), version) + before;
    if (good < segments.length) throw notExpandable(segments.slice(0, good + 1).join("."), "");
  }
}

export function expand(
  work: Work,
  answer: StripeObject,
  { paths, answers, isList }: Answered & { paths: readonly string[] },
): void {
  for (const path of paths) {
    const segments = path.split(".");
    if (!isList) expandPath(work, { object: answer, type: answers, segments });
    else {
      const items = Array.isArray(answer["data"]) ? (answer["data"] as StripeObject[]) : [];
      for (const item of items) expandPath(work, { object: item, type: answers, segments: segments.slice(1) });
    }
  }
}

function expandPath(work: Work, target: { object: StripeObject; type: ObjectType; segments: readonly string[] }): void {
  const step = nextStep(target.type, target.segments);
  if (!step) return;
  const holder = holderOf(target.object, step.field);
  const name = step.field.at(-1) ?? "";
  if (!holder) return;
  if (step.makeList) {
    if (!(name in holder)) putInOrder(holder, name, step.makeList(work, String(target.object["id"])));
    const list = holder[name];
    const items = isHash(list) && Array.isArray(list["data"]) ? (list["data"] as StripeObject[]) : [];
    for (const item of items) expandPath(work, { object: item, type: step.type, segments: step.rest });
    return;
  }
  if (typeof holder[name] === "string") holder[name] = findObject(work, holder[name]) ?? holder[name];
  const found = holder[name];
  if (isHash(found)) expandPath(work, { object: found, type: step.type, segments: step.rest });
}

/** How many of the segments lead somewhere: a refusal names the path up to the first that doesn't. */
function goodSegments(type: ObjectType, segments: readonly string[], version: string): number {
  if (segments.length === 0) return 0;
  const step = nextStep(type, segments);
  if (!step) {
    const dead = segments.findIndex((_, index) => !isOnTheWay(type, segments.slice(0, index + 1)));
    return dead === -1 ? segments.length - 1 : dead;
  }
  if (step.makeList === chargesOfIntent && isAtLeast(version, WITHOUT_LISTS)) return 0;
  return segments.length - step.rest.length + goodSegments(step.type, step.rest, version);
}

function isOnTheWay(type: ObjectType, segments: readonly string[]): boolean {
  return Object.keys(EXPANDABLE[type]).some((field) => field.startsWith(`${segments.join(".")}.`));
}

/** The longest expandable field that the path begins with: fields may lie some hashes deep. */
function nextStep(type: ObjectType, segments: readonly string[]): Step | undefined {
  for (let length = segments.length; length > 0; length -= 1) {
    const field = segments.slice(0, length);
    const name = field.join(".");
    const found = Object.hasOwn(EXPANDABLE[type], name) ? EXPANDABLE[type][name] : undefined;
    if (!found) continue;
    const makeList = LISTS[`${type}.${name}`];
    const rest = segments.slice(length);
    if (!makeList || rest[0] === undefined) return { field, type: found, makeList, rest };
    // Beside `data` nothing in a list leads further.
    if (rest[0] !== "data") return { field, type: "elsewhere", makeList, rest };
    return { field, type: found, makeList, rest: rest.slice(1) };
  }
  return undefined;
}

/** Hashes on the way are copied: an answer is new at its top, and what lies in it may belong to rows and events. */
function holderOf(object: StripeObject, field: readonly string[]): StripeObject | undefined {
  let holder = object;
  for (const name of field.slice(0, -1)) {
    const inner = holder[name];
    if (!isHash(inner)) return undefined;
    holder = holder[name] = { ...inner };
  }
  return holder;
}

function notExpandable(path: string, advice: string): Error {
  return invalidParameter({ message: `This property cannot be expanded (${path}).${advice}` });
}

function tooDeep(path: string): Error {
  const message = `You cannot expand more than ${DEEPEST} levels of a property. Property: ${path}`;
  return invalidParameter({ code: "property_expansion_max_depth", message });
}
