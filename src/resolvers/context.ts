import type { Actor } from "../auth/actor.js";
import type { Deps } from "../use-cases/deps.js";
import { createLoaders, type Loaders } from "./loaders.js";

/** What every resolver gets. */
export interface GraphQLContext {
  readonly deps: Deps;
  readonly actor: Actor;
  /** Renewed after each root mutation and for each event; read it from the context when it is needed. */
  loaders: Loaders;
}

export function createContext(deps: Deps, actor: Actor): GraphQLContext {
  return { deps, actor, loaders: createLoaders(deps) };
}

/** Forgets what was read so far. */
export function renewLoaders(context: GraphQLContext): void {
  context.loaders = createLoaders(context.deps);
}
