import type { StripeObject } from "../entities/row.js";
import { findObject, refundsOfCharge } from "../formatters/find-object.js";
import { isHash } from "../validation/structures.js";
import { EXPANDABLE, type ObjectType } from "./object-types.js";
import { invalidParameter } from "./stripe-error.js";
import type { Work } from "./work.js";

/** Stripe's limit (facts 9). */
const DEEPEST = 4;

interface Step {
  readonly field: readonly string[];
  readonly type: ObjectType;
  readonly rest: readonly string[];
}

export interface Answered {
  readonly answers: ObjectType;
  readonly isList: boolean;
}

/** Refuses what can't be expanded, before the endpoint looks at anything else. */
export function assertExpandable(paths: readonly string[], { answers, isList }: Answered): void {
  for (const path of paths) {
    const segments = path.split(".");
    const inItem = isList && segments[0] === "data" ? segments.slice(1) : segments;
    if (segments.length > DEEPEST + (isList ? 1 : 0)) throw tooDeep();
    if (isList && segments[0] !== "data")
      throw notExpandable(path, ` You may want to try expanding 'data.${path}' instead.`);
    if (!isPathOf(answers, inItem)) throw notExpandable(path, "");
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
  if (target.type === "charge" && name === "refunds")
    holder[name] ??= refundsOfCharge(work, String(target.object["id"]));
  else if (typeof holder[name] === "string") holder[name] = findObject(work, holder[name]) ?? holder[name];
  const found = holder[name];
  if (isHash(found)) expandPath(work, { object: found, type: step.type, segments: step.rest });
}

function isPathOf(type: ObjectType, segments: readonly string[]): boolean {
  if (segments.length === 0) return true;
  const step = nextStep(type, segments);
  return step !== undefined && isPathOf(step.type, step.rest);
}

/** The longest expandable field that the path begins with: fields may lie some hashes deep. */
function nextStep(type: ObjectType, segments: readonly string[]): Step | undefined {
  for (let length = segments.length; length > 0; length -= 1) {
    const field = segments.slice(0, length);
    const name = field.join(".");
    const found = Object.hasOwn(EXPANDABLE[type], name) ? EXPANDABLE[type][name] : undefined;
    if (found) return { field, type: found, rest: segments.slice(length) };
  }
  return undefined;
}

function holderOf(object: StripeObject, field: readonly string[]): StripeObject | undefined {
  let holder: unknown = object;
  for (const name of field.slice(0, -1)) holder = isHash(holder) ? holder[name] : undefined;
  return isHash(holder) ? holder : undefined;
}

function notExpandable(path: string, advice: string): Error {
  return invalidParameter({ message: `This property cannot be expanded (${path}).${advice}` });
}

function tooDeep(): Error {
  return invalidParameter({ message: `You cannot expand more than ${DEEPEST} levels deep.` });
}
