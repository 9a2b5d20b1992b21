import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { z } from "zod";
import type { MutationDocument, Operation } from "./operations.js";
import { expectPresent, StepFailed } from "./step-failed.js";

/** A mutation answers within 2 s; the first request of a fresh process may take longer. */
const ANSWER_WITHIN_MS = 10_000;

const answer = z.object({
  data: z.unknown(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }))
    .optional(),
});

export interface GraphqlClient {
  request<Variables, Answer>(operation: Operation<Variables, Answer>, variables: Variables): Promise<Answer>;
  /** Runs a mutation and answers its payload. */
  mutate<Fields, Payload>(mutation: MutationDocument<Fields, Payload>, input: Fields): Promise<Payload>;
  /** Follows a subscription; what it answers ends it. */
  subscribe<Variables extends Record<string, unknown>, Answer>(
    asked: { operation: Operation<Variables, Answer>; variables: Variables },
    listener: Listener<Answer>,
  ): () => Promise<void>;
}

export interface Listener<Answer> {
  onAnswer(answer: Answer): void;
  /** Nothing more will come. */
  onEnd(reason: string): void;
}

/** Talks to the server as any till does: GraphQL over HTTP, and over a WebSocket for subscriptions. */
export function createGraphqlClient(serverUrl: string, apiKey: string): GraphqlClient {
  const url = `${serverUrl}/graphql`;
  const authorization = `Bearer ${apiKey}`;

  async function request<Variables, Answer>(
    operation: Operation<Variables, Answer>,
    variables: Variables,
  ): Promise<Answer> {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify({ query: operation.text, variables }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const { data, errors } = answer.parse(await response.json());
    const [error] = errors ?? [];
    if (error !== undefined) throw new StepFailed(`refused with ${error.extensions?.code}: ${error.message}`);
    return data as Answer;
  }

  return {
    request,
    async mutate({ name, operation }, input) {
      return expectPresent(name, (await request(operation, { input }))[name]);
    },
    subscribe: (asked, listener) => subscribe({ url, authorization }, asked, listener),
  };
}

function subscribe<Variables extends Record<string, unknown>, Answer>(
  { url, authorization }: { url: string; authorization: string },
  { operation, variables }: { operation: Operation<Variables, Answer>; variables: Variables },
  { onAnswer, onEnd }: Listener<Answer>,
): () => Promise<void> {
  const client = createClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
  client.subscribe<Answer>(
    { query: operation.text, variables },
    {
      next({ data, errors }) {
        if (data != null) onAnswer(data);
        else onEnd(`refused: ${errors?.[0]?.message}`);
      },
      error: (error) => onEnd(error instanceof Error ? error.message : "the connection was lost"),
      complete: () => onEnd("the server ended it"),
    },
  );
  return async () => client.dispose();
}
