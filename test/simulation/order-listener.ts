import { parse, subscribe } from "graphql";
import type { Actor } from "../../src/auth/actor.js";
import { createContext } from "../../src/resolvers/context.js";
import { buildGraphqlSchema } from "../../src/resolvers/graphql-schema.js";
import { ORDER_EVENTS } from "./asked-fields.js";
import type { Chance } from "./chance.js";
import type { Told } from "./day-record.js";
import type { Instance } from "./instance.js";
import type { World } from "./world.js";

export interface ListenerDeps {
  world: World;
  chance: Chance;
  told: Told[];
  pickInstance: (about: string) => Instance | undefined;
}

interface Heard {
  readonly data?: { readonly orderEvents: { readonly sequence: number } } | null;
  readonly errors?: readonly unknown[];
}

const SCHEMA = buildGraphqlSchema();
const DOCUMENT = parse(ORDER_EVENTS);
const LISTENER: Actor = { type: "job", name: "listener" };
const COMES_AGAIN_MS = [300, 2_000] as const;

/**
 * Follows an order's events to the end of the day, at another server whenever one is gone, and writes down what it heard.
 * Sockets are left out, whose timing nobody could repeat: the schema's own stream is read.
 */
export async function listenToOrder(till: string, orderId: string, deps: ListenerDeps): Promise<never> {
  const { world, chance } = deps;
  let afterSequence = 0;
  for (let times = 1; ; times += 1) {
    const about = `${till} ${orderId} ${times}`;
    const instance = deps.pickInstance(`listens ${about}`);
    if (instance !== undefined) afterSequence = await hearUntilGone(instance, { till, orderId, afterSequence }, deps);
    await world.sleep(till, chance.within(COMES_AGAIN_MS, "comes again", about));
  }
}

interface Following {
  till: string;
  orderId: string;
  afterSequence: number;
}

/** Answers the last sequence that was heard when the server went away. */
async function hearUntilGone(instance: Instance, following: Following, deps: ListenerDeps): Promise<number> {
  const { till, orderId } = following;
  const { world } = deps;
  let { afterSequence } = following;
  const begun = await world.orGone(
    instance.owner,
    Promise.resolve(
      subscribe({
        schema: SCHEMA,
        document: DOCUMENT,
        variableValues: { orderId, afterSequence },
        contextValue: createContext(instance.app.deps, LISTENER),
      }),
    ),
  );
  if (begun === "gone" || !(Symbol.asyncIterator in begun)) return afterSequence;
  for (;;) {
    const { step: askedAtStep, nowMs: askedAtMs } = world;
    const next = await world.orGone(instance.owner, begun.next());
    if (next === "gone" || next.done === true) return afterSequence;
    const answer = next.value as Heard;
    const { step, nowMs: atMs } = world;
    const variables = { orderId, afterSequence };
    deps.told.push({ askedAtStep, step, askedAtMs, atMs, till, field: "orderEvents", variables, answer });
    if (answer.data == null) return afterSequence;
    afterSequence = answer.data.orderEvents.sequence;
  }
}
