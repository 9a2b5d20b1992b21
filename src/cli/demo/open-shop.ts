import { randomUUID } from "node:crypto";
import type { GraphqlClient } from "./create-graphql-client.js";
import type { Printer } from "./create-printer.js";
import type { TillPlace } from "./create-till.js";
import { CREATE_LOCATION, REGISTER_READER, SERVER_INFO, type ServerView } from "./operations.js";
import { expectSame } from "./step-failed.js";

const SHOP = {
  displayName: "Demo shop",
  address: { line1: "Limmatquai 1", city: "Zürich", postalCode: "8001", country: "CH" },
  timeZone: "Europe/Zurich",
};
const READER = { registrationCode: "simulated-wpe", label: "Counter" };

/** Says what the server is connected to. */
export async function introduceServer(operator: GraphqlClient, printer: Printer): Promise<ServerView> {
  printer.chapter("The server");
  const { serverInfo } = await operator.request(SERVER_INFO, {});
  const { livemode, sandbox, stripeAccount, apiVersion, version } = serverInfo;
  printer.line("serverInfo", [
    `version ${version}`,
    sandbox ? "Stripe sandbox" : "Stripe",
    livemode ? "LIVE" : "play money",
    stripeAccount,
    `API ${apiVersion}`,
  ]);
  expectSame("serverInfo.livemode", livemode, false);
  return serverInfo;
}

/** Makes a location and registers a simulated reader in it. */
export async function openShop(operator: GraphqlClient, printer: Printer): Promise<TillPlace> {
  printer.chapter("A shop with a reader");
  const { location } = await operator.mutate(CREATE_LOCATION, { idempotencyKey: randomUUID(), ...SHOP });
  printer.line("createLocation", [location.displayName, location.id]);
  const { reader } = await operator.mutate(REGISTER_READER, {
    idempotencyKey: randomUUID(),
    locationId: location.id,
    ...READER,
  });
  printer.line("registerReader", [reader.label, reader.deviceType, reader.status, reader.id]);
  expectSame("reader.status", reader.status, "ONLINE");
  return { locationId: location.id, readerId: reader.id };
}
