import type { SandboxRequest } from "../http/exchange.js";
import type { Route } from "./route.js";
import { StripeError } from "./stripe-error.js";

export interface Match {
  readonly route: Route;
  readonly ids: Readonly<Record<string, string>>;
}

type Node = { readonly children: Map<string, Node>; readonly routes: Map<string, Route> };

const LOST_ID =
  "If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure " +
  "you passed a valid (non-empty) identifier in your code. ";

/** Finds routes by walking the path's segments; a literal segment wins over an id. */
export class Router {
  readonly #root = emptyNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  match({ method, pathname }: SandboxRequest): Match {
    const values: string[] = [];
    let node: Node | undefined = this.#root;
    for (const segment of pathname.split("/").slice(1)) {
      const literal: Node | undefined = node?.children.get(segment);
      if (!literal) values.push(decode(segment));
      // An empty segment is an id that the client lost, and names nothing.
      node = literal ?? (segment === "" ? undefined : node?.children.get(":"));
    }
    const route = node?.routes.get(method);
    if (!route) throw unrecognized(method, pathname);
    const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
    return { route, ids: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])) };
  }

  #add(route: Route): void {
    let node = this.#root;
    for (const segment of route.path.split("/").slice(1)) {
      const key = segment.startsWith(":") ? ":" : segment;
      const next = node.children.get(key) ?? emptyNode();
      node.children.set(key, next);
      node = next;
    }
    node.routes.set(route.method, route);
  }
}

function emptyNode(): Node {
  return { children: new Map(), routes: new Map() };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function unrecognized(method: string, pathname: string): StripeError {
  const advice = pathname.endsWith("/") && pathname !== "/" ? LOST_ID : "";
  const message =
    `Unrecognized request URL (${method}: ${pathname}). ${advice}Please see https://stripe.com/docs or we can help at ` +
    "https://support.stripe.com/.";
  return new StripeError({ type: "invalid_request_error", message }, { status: 404, isBare: true, isValidation: true });
}
