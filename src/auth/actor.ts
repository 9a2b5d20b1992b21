import type { Role } from "../domain/role.js";

/** Who asks. A job acts for nobody and may do what its own code does. */
export type Actor = KeyActor | JobActor;

/** A client with an API key, bound to some locations or, where `locationIds` is null, to none in particular. */
export interface KeyActor {
  type: "key";
  keyId: string;
  label: string;
  role: Role;
  locationIds: readonly string[] | null;
}

export interface JobActor {
  type: "job";
  name: string;
}

/** The actor as the timeline names it. */
export function toActorName(actor: Actor): string {
  return actor.type === "key" ? `${actor.role.toLowerCase()}:${actor.keyId}` : `job:${actor.name}`;
}
