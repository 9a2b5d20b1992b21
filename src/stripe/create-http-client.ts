import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Stripe } from "stripe";
import { isRecord } from "./is-record.js";

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Stripe>[1]>["httpClient"]>;

export interface HttpClientOptions {
  /** Replaces the network in simulations. */
  fetch?: typeof globalThis.fetch;
}

/**
 * An idle connection is given up before the other side does (Node's own servers after 5 s), so that a closed one means
 * trouble and not bad luck.
 */
const IDLE_CONNECTION_MS = 3_000;

/**
 * The SDK's own HTTP client, with two holes closed. After a closed connection the SDK sends once more, whatever
 * `maxNetworkRetries` says, a reader's command too: it goes by the error's code, which is taken off. And an answer of
 * 200 whose JSON is a bare string or number (a portal, a proxy) makes SDK 23.1.0 throw where nobody listens, so that the
 * call never ends and the process dies.
 */
export function createHttpClient(protocol: "http" | "https", { fetch }: HttpClientOptions): HttpClient {
  const inner: HttpClient = fetch
    ? Stripe.createFetchHttpClient(fetch)
    : Stripe.createNodeHttpClient(agentFor(protocol));
  return {
    getClientName: () => inner.getClientName(),
    async makeRequest(...request) {
      const response = await inner.makeRequest(...request).catch(throwWithoutCode);
      const readBody = response.toJSON.bind(response);
      response.toJSON = async () => {
        const body: unknown = await readBody();
        if (!isRecord(body)) throw new SyntaxError("The answer is no JSON object.");
        return body;
      };
      return response;
    },
  };
}

function agentFor(protocol: "http" | "https") {
  const options = { keepAlive: true, timeout: IDLE_CONNECTION_MS };
  return protocol === "http" ? new HttpAgent(options) : new HttpsAgent(options);
}

function throwWithoutCode(error: unknown): never {
  const isClosed = error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
  throw isClosed ? new Error(error.message, { cause: error }) : error;
}
