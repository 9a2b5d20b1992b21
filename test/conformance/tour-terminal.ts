import type { Answer, RecordedSandbox } from "./open-recorded-sandbox.js";

const ADDRESS = "address[country]=CH&address[line1]=Bahnhofstrasse+1&address[city]=Zuerich&address[postal_code]=8001";

const DECLINES = [
  "4000000000000002",
  "4000000000009995",
  "4000000000009987",
  "4000000000009979",
  "4000000000000069",
  "4000000000000119",
];

/** Locations, readers and every state that an action can be in. */
export async function tourTerminal(shop: RecordedSandbox): Promise<void> {
  const location = await tourLocations(shop);
  const reader = await tourReaders(shop, location);
  await tourApprovals(shop, reader);
  await tourDeclines(shop, reader);
  await tourReaderErrors(shop, reader);
  await tourTwoSteps(shop, reader);
  await tourEnd(shop, { location, reader });
}

async function tourLocations({ call }: RecordedSandbox): Promise<string> {
  const location = await call("POST /v1/terminal/locations", `display_name=Shop&${ADDRESS}&metadata[a]=1`);
  await call(`GET /v1/terminal/locations/${location.id}`);
  await call(`POST /v1/terminal/locations/${location.id}`, "display_name=Shop+2&phone=%2B41440000000");
  await call("GET /v1/terminal/locations?limit=3");
  await call("POST /v1/terminal/connection_tokens", `location=${location.id}`);
  await call("POST /v1/terminal/connection_tokens");
  return location.id;
}

async function tourReaders({ call }: RecordedSandbox, location: string): Promise<string> {
  for (const code of ["simulated-s700", "simulated-s710", "simulated-nope"])
    await call("POST /v1/terminal/readers", `registration_code=${code}&location=${location}`);
  const form = `registration_code=simulated-wpe&location=${location}&label=Till&metadata[a]=1`;
  const reader = await call("POST /v1/terminal/readers", `${form}&expand[]=location`);
  await call(`POST /v1/terminal/readers/${reader.id}`, "label=Till+2&metadata[a]=");
  await call(`GET /v1/terminal/readers?status=online&location=${location}&expand[]=data.location`);
  await call("GET /v1/terminal/readers?device_type=simulated_wisepos_e&limit=1");
  await call(
    `POST /v1/terminal/readers/${reader.id}/set_reader_display`,
    "type=cart&cart[currency]=chf&cart[total]=500&cart[tax]=5&cart[line_items][0][amount]=500" +
      "&cart[line_items][0][description]=Tea&cart[line_items][0][quantity]=1",
  );
  await call(`POST /v1/terminal/readers/${reader.id}/cancel_action`);
  return reader.id;
}

function intentOf({ call }: RecordedSandbox, more = "&capture_method=manual", amount = 2000): Promise<Answer> {
  return call(
    "POST /v1/payment_intents",
    `amount=${amount}&currency=chf&allowed_payment_method_types[]=card_present${more}`,
  );
}

async function tourApprovals(shop: RecordedSandbox, reader: string): Promise<void> {
  const { call, advance } = shop;
  const options = [
    "&capture_method=manual",
    "",
    "&payment_method_options[card_present][capture_method]=manual_preferred",
  ];
  for (const more of options) {
    const intent = await intentOf(shop, more);
    await call(
      `POST /v1/terminal/readers/${reader}/process_payment_intent`,
      `payment_intent=${intent.id}&process_config[enable_customer_cancellation]=true&expand[]=action.process_payment_intent.payment_intent`,
    );
    await call(`POST /v1/test_helpers/terminal/readers/${reader}/present_payment_method`, "amount_tip=100");
    await advance(2_000);
    await call(
      `GET /v1/payment_intents/${intent.id}?expand[]=latest_charge.balance_transaction&expand[]=payment_method`,
    );
  }
  for (const number of ["378282246310005", "4001007020000002", "4506445006931933", "6200000000000005"]) {
    const types = number.startsWith("45") ? "&allowed_payment_method_types[]=interac_present" : "";
    const intent = await intentOf(shop, types);
    await call(`POST /v1/terminal/readers/${reader}/process_payment_intent`, `payment_intent=${intent.id}`);
    const type = types === "" ? "card_present" : "interac_present";
    await call(
      `POST /v1/test_helpers/terminal/readers/${reader}/present_payment_method`,
      `type=${type}&${type}[number]=${number}`,
    );
    await call(`GET /v1/payment_intents/${intent.id}?expand[]=latest_charge`);
  }
}

async function tourDeclines(shop: RecordedSandbox, reader: string): Promise<void> {
  const { call, control } = shop;
  const present = `POST /v1/test_helpers/terminal/readers/${reader}/present_payment_method`;
  for (const version of ["2.37.2.0", "2.42.0.0"]) {
    await control(`readers/${reader}`, { device_sw_version: version });
    for (const number of DECLINES) {
      const intent = await intentOf(shop);
      await call(`POST /v1/terminal/readers/${reader}/process_payment_intent`, `payment_intent=${intent.id}`);
      await call(present, `type=card_present&card_present[number]=${number}`);
      await call(`GET /v1/terminal/readers/${reader}?expand[]=action.process_payment_intent.payment_intent`);
      await call(`GET /v1/payment_intents/${intent.id}?expand[]=latest_charge`);
    }
    for (const ending of [1, 2, 3, 5, 55, 65, 75]) {
      const intent = await intentOf(shop, "", 2000 + ending);
      await call(`POST /v1/terminal/readers/${reader}/process_payment_intent`, `payment_intent=${intent.id}`);
      await call(present);
      await call(`GET /v1/payment_intents/${intent.id}?expand[]=latest_charge`);
    }
  }
  await call(present);
}

async function tourReaderErrors(shop: RecordedSandbox, reader: string): Promise<void> {
  const { call, control } = shop;
  const intent = await intentOf(shop);
  const process = `POST /v1/terminal/readers/${reader}/process_payment_intent`;
  await control(`readers/${reader}`, { timeouts: 1 });
  await call(process, `payment_intent=${intent.id}`);
  await control(`readers/${reader}`, { busy: true });
  await call(process, `payment_intent=${intent.id}`);
  await call(`POST /v1/terminal/readers/${reader}/cancel_action`);
  await control(`readers/${reader}`, { busy: false, network: "offline" });
  await call(process, `payment_intent=${intent.id}`);
  await call(`GET /v1/terminal/readers/${reader}`);
  await control(`readers/${reader}`, { network: "online" });
  await call(process, `payment_intent=${intent.id}&process_config[enable_customer_cancellation]=true`);
  await control(`readers/${reader}`, { customer_cancels: true });
  await call(`GET /v1/terminal/readers/${reader}`);
  for (const connection of ["before", "after"]) {
    const next = await intentOf(shop);
    await call(process, `payment_intent=${next.id}`);
    await control(`readers/${reader}`, { connection_error: connection });
    await call(`POST /v1/test_helpers/terminal/readers/${reader}/present_payment_method`);
    await call(`GET /v1/payment_intents/${next.id}`);
  }
  await call(`POST /v1/payment_intents/${intent.id}/cancel`);
  await call(process, `payment_intent=${intent.id}`);
  await call(process, "payment_intent=pi_nope");
}

async function tourTwoSteps(shop: RecordedSandbox, reader: string): Promise<void> {
  const { call } = shop;
  const intent = await intentOf(shop);
  await call(
    `POST /v1/terminal/readers/${reader}/collect_payment_method`,
    `payment_intent=${intent.id}&collect_config[skip_tipping]=true`,
  );
  await call(`POST /v1/test_helpers/terminal/readers/${reader}/present_payment_method`);
  await call(`GET /v1/terminal/readers/${reader}?expand[]=action.collect_payment_method.payment_intent`);
  await call(`GET /v1/payment_intents/${intent.id}?expand[]=payment_method`);
  await call(`POST /v1/terminal/readers/${reader}/confirm_payment_intent`, `payment_intent=${intent.id}`);
  await call(`GET /v1/terminal/readers/${reader}?expand[]=action.confirm_payment_intent.payment_intent`);
}

async function tourEnd({ call }: RecordedSandbox, ids: { location: string; reader: string }): Promise<void> {
  const account = await call("GET /v1/account");
  await call(`GET /v1/accounts/${account.id}`);
  await call(`DELETE /v1/terminal/readers/${ids.reader}`);
  await call(`GET /v1/terminal/readers/${ids.reader}`);
  await call(`DELETE /v1/terminal/locations/${ids.location}`);
  const empty = await call("POST /v1/terminal/locations", `display_name=Empty&${ADDRESS}`);
  await call(`DELETE /v1/terminal/locations/${empty.id}`);
  await call(`GET /v1/terminal/locations/${empty.id}`);
}
