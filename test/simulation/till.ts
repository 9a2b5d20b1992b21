import type { Chance } from "./chance.js";
import { type AskedField, documentOf } from "./asked-fields.js";
import type { Told } from "./day-record.js";
import type { FaultBook } from "./fault-book.js";
import type { Instance } from "./instance.js";
import type { World } from "./world.js";

export interface TillDeps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  told: Told[];
  apiKey: string;
  /** Whichever server the load balancer picks; undefined while none runs. */
  pickInstance: (about: string) => Instance | undefined;
}

type Answer = NonNullable<Told["answer"]>;

const LATENCY_MS = [2, 40] as const;
/** Longer than any answer may take; the till gives up. */
const PATIENCE_MS = 20_000;

/** One till's line to the servers, and a record of all it was told. */
export class Till {
  readonly name: string;
  readonly #deps: TillDeps;
  #asked = 0;

  constructor(name: string, deps: TillDeps) {
    this.name = name;
    this.#deps = deps;
  }

  /** What the servers answer, or null where the line broke, the server died, or patience ended. */
  async ask(field: AskedField, variables: Record<string, unknown>): Promise<Answer | null> {
    const { world } = this.#deps;
    this.#asked += 1;
    const about = `${this.name} ${this.#asked} ${field}`;
    const { step: askedAtStep, nowMs: askedAtMs } = world;
    const gaveUp = new AbortController();
    const answer = await Promise.race([
      this.#exchange(about, field, variables),
      world.sleep(this.name, PATIENCE_MS, gaveUp.signal).then(() => null),
    ]);
    gaveUp.abort();
    const { step, nowMs: atMs } = world;
    this.#deps.told.push({ askedAtStep, step, askedAtMs, atMs, till: this.name, field, variables, answer });
    return answer;
  }

  async #exchange(about: string, field: AskedField, variables: Record<string, unknown>): Promise<Answer | null> {
    const { world, chance, faults, apiKey } = this.#deps;
    await world.sleep(this.name, chance.within(LATENCY_MS, "till", about));
    const instance = this.#deps.pickInstance(about);
    if (instance === undefined || faults.strikes("till_lost_request", about)) return null;
    const response = await world.orGone(
      instance.owner,
      instance.app.inject({
        method: "POST",
        url: "/graphql",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
        payload: JSON.stringify({ query: documentOf(field), operationName: field, variables }),
      }),
    );
    await world.sleep(this.name, chance.within(LATENCY_MS, "till", about, "back"));
    if (response === "gone" || faults.strikes("till_lost_answer", about)) return null;
    return JSON.parse(response.body) as Answer;
  }
}

/** The stable code of an answer's first error. */
export function codeOf(answer: Answer | null): string | null {
  const [error] = (answer?.errors ?? []) as readonly { extensions?: { code?: string } }[];
  return error?.extensions?.code ?? null;
}
