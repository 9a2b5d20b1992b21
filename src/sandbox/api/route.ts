import type { StripeObject } from "../entities/row.js";
import type { Fields, Param, ReadFields } from "../validation/param.js";
import { object } from "../validation/structures.js";
import type { ObjectType } from "./object-types.js";
import type { Work } from "./work.js";

export interface Call<P> {
  readonly work: Work;
  readonly params: P;
  /** The ids in the path, by the name that the route gives them. */
  readonly ids: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  /** What `expand` is checked against before anything else happens (facts 2). */
  readonly answers: ObjectType;
  readonly isList: boolean;
  readonly params: Param<unknown>;
  readonly handle: (call: Call<unknown>) => StripeObject;
}

export interface RouteDefinition<F extends Fields> {
  readonly method: Route["method"];
  readonly path: string;
  readonly answers: ObjectType;
  readonly isList?: boolean;
  readonly fields: F;
  readonly handle: (call: Call<ReadFields<F>>) => StripeObject;
}

export function route<F extends Fields>(definition: RouteDefinition<F>): Route {
  const { fields, isList = false, handle, ...rest } = definition;
  return { ...rest, isList, params: object(fields), handle: (call) => handle(call as Call<ReadFields<F>>) };
}
