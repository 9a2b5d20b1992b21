import { cancelAndTakeCash } from "./cancel-and-take-cash.js";
import { createGraphqlClient } from "./create-graphql-client.js";
import type { Printer } from "./create-printer.js";
import { createTill } from "./create-till.js";
import type { DemoServer } from "./open-demo-server.js";
import { introduceServer, openShop } from "./open-shop.js";
import { proveBooks } from "./prove-books.js";
import { retryDeclinedCard } from "./retry-declined-card.js";
import { sellByCard } from "./sell-by-card.js";
import { sellByTwint } from "./sell-by-twint.js";

/** The main job, story by story, as a till and an operator see it: through GraphQL only. */
export async function tellDemo({ url, keys }: DemoServer, printer: Printer): Promise<void> {
  const operator = createGraphqlClient(url, keys.operator);
  const client = createGraphqlClient(url, keys.till);
  const { sandbox } = await introduceServer(operator, printer);
  const place = await openShop(operator, printer);
  const context = { till: createTill(client, createGraphqlClient(url, keys.customer), place), client, printer };
  await sellByCard(context);
  await retryDeclinedCard(context);
  await cancelAndTakeCash(context);
  if (sandbox) {
    await sellByTwint(context);
  } else {
    printer.chapter("TWINT is left out");
    printer.text("Stripe's own test page has to be approved by a person; the sandbox's can be by a program.");
  }
  await proveBooks(context, place.locationId);
}
