import type { Told } from "../day-record.js";
import type { KnownDay } from "./known-day.js";

type Node = Readonly<Record<string, unknown>>;

/** A payment or an order as an answer showed it. */
export interface Shown {
  readonly told: Told;
  readonly id: string;
  readonly node: Node;
  readonly offers: readonly string[];
  /** Why each is offered. */
  readonly reasons: readonly string[];
}

interface GraphQLErrorShown {
  readonly message?: string;
  readonly extensions?: { readonly code?: string; readonly paymentId?: string };
}

export interface ToldError {
  readonly told: Told;
  readonly code: string;
  readonly message: string;
  readonly paymentId: string | null;
}

/** Each object of a type in all answers. One without a status was only named, not shown. */
export function shownOf(day: KnownDay, type: "Payment" | "Order"): Shown[] {
  return day.record.told.flatMap((told) =>
    nodesIn(told.answer?.data)
      .filter((node) => node["__typename"] === type && typeof node["status"] === "string")
      .map((node) => ({
        told,
        id: String(node["id"]),
        node,
        offers: offersOf(node, "action"),
        reasons: offersOf(node, "reason"),
      })),
  );
}

export function errorsOf(day: KnownDay): ToldError[] {
  return day.record.told.flatMap((told) =>
    (told.answer?.errors ?? []).map((error) => {
      const { message, extensions } = error as GraphQLErrorShown;
      return {
        told,
        code: extensions?.code ?? "",
        message: message ?? "",
        paymentId: extensions?.paymentId ?? null,
      };
    }),
  );
}

/** A figure of an answer; undefined where it was not asked for. */
export function figureOf({ node }: Shown, name: string): number | undefined {
  const value = node[name];
  return typeof value === "number" ? value : undefined;
}

export function nodesIn(tree: unknown): Node[] {
  if (Array.isArray(tree)) return tree.flatMap(nodesIn);
  if (tree === null || typeof tree !== "object") return [];
  const node = tree as Node;
  return [node, ...Object.values(node).flatMap(nodesIn)];
}

function offersOf(node: Node, name: "action" | "reason"): string[] {
  const offers = node["nextSafeActions"];
  return Array.isArray(offers) ? offers.map((offer: Node) => String(offer[name])) : [];
}

/** Where and how an answer reached its till, for a message. */
export function whereTold({ till, field, step }: Told): string {
  return `${till} at ${field} (step ${step})`;
}
