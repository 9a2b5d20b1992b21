import type { Printer } from "./create-printer.js";
import type { Till } from "./create-till.js";
import type { GraphqlClient } from "./create-graphql-client.js";

/** What each story of the demo works with. */
export interface DemoContext {
  till: Till;
  /** The till's own connection. */
  client: GraphqlClient;
  printer: Printer;
}
