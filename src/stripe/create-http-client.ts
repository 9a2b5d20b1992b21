import { Stripe } from "stripe";
import { isRecord } from "./is-record.js";

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Stripe>[1]>["httpClient"]>;

/**
 * The SDK's own HTTP client, with one hole closed: an answer of 200 whose JSON is a bare string or number (a portal,
 * a proxy) makes SDK 23.1.0 throw where nobody listens, so that the call never ends and the process dies.
 */
export function createHttpClient(fetch: typeof globalThis.fetch | undefined): HttpClient {
  const inner: HttpClient = fetch ? Stripe.createFetchHttpClient(fetch) : Stripe.createNodeHttpClient();
  return {
    getClientName: () => inner.getClientName(),
    async makeRequest(...request) {
      const response = await inner.makeRequest(...request);
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
