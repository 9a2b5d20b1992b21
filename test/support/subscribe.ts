import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";

/** A WebSocket client that does not connect again by itself; `key` null for none. */
export function connectSocket(url: string, key: string | null): Client {
  return createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazyCloseTimeout: 0,
    ...(key === null ? {} : { connectionParams: { Authorization: `Bearer ${key}` } }),
  });
}

export interface Outcome {
  failure?: unknown;
  errors?: unknown;
  isOver: boolean;
}

export interface Subscribed<T> {
  /** What has come so far. */
  readonly events: T[];
  /** What ended it. */
  readonly outcome: Outcome;
  readonly stop: () => void;
}

/** Follows a subscription's only field. */
export function subscribe<T>(client: Client, query: string, variables: Record<string, unknown>): Subscribed<T> {
  const events: T[] = [];
  const outcome: Outcome = { isOver: false };
  const stop = client.subscribe<Record<string, T>>(
    { query, variables },
    {
      next({ data, errors }) {
        if (errors) outcome.errors = errors;
        if (data) events.push(...Object.values(data));
      },
      error(failure) {
        outcome.failure = failure;
        outcome.isOver = true;
      },
      complete() {
        outcome.isOver = true;
      },
    },
  );
  return { events, outcome, stop };
}
