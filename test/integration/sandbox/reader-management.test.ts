import { describe, expect, it } from "vitest";

import { openShop, readerIn, type Body, type Shop } from "./open-shop.js";
import { CARD_PRESENT } from "./pay-on-reader.js";

const READERS = "/v1/terminal/readers";
const LOCATIONS = "/v1/terminal/locations";
const CART =
  "type=cart&cart[currency]=chf&cart[total]=0&cart[line_items][0][amount]=0&cart[line_items][0][description]=Tea" +
  "&cart[line_items][0][quantity]=1";

async function locationOf(shop: Shop, reader: string): Promise<string> {
  return String((await shop.make(`GET ${READERS}/${reader}`))["location"]);
}

async function listed(shop: Shop, query: string): Promise<unknown[]> {
  return ((await shop.make(`GET ${READERS}?${query}`)) as unknown as { data: Body[] }).data.map(({ id }) => id);
}

describe("registering a reader", () => {
  it.each([
    ["simulated-wpe", "simulated_wisepos_e"],
    ["simulated-s700", "simulated_stripe_s700"],
    ["simulated-s710", "simulated_stripe_s710"],
  ])("with %s makes a %s, as often as it is used", async (code, device_type) => {
    const shop = await openShop();

    const reader = await shop.make(`POST ${READERS}`, `registration_code=${code}`);
    const second = await shop.make(`POST ${READERS}`, `registration_code=${code}&label=Till`);

    const serial_number = expect.stringMatching(
      new RegExp(`^${code}-[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{2}-[a-z0-9]{3}$`),
    );
    expect(reader).toMatchObject({
      id: expect.stringMatching(/^tmr_/) as string,
      object: "terminal.reader",
      action: null,
      device_sw_version: "2.37.2.0",
      device_type,
      ip_address: "0.0.0.0",
      label: reader["serial_number"],
      location: null,
      serial_number: serial_number as string,
      status: "online",
    });
    expect(second).toMatchObject({ label: "Till" });
    expect([second.id, second["serial_number"]]).not.toEqual([reader.id, reader["serial_number"]]);
  });

  it.each([
    ["registration_code=green-little-fox", undefined, "registration_code"],
    ["registration_code=simulated-wpe&location=tml_nope", "resource_missing", "location"],
    ["location=tml_nope", "parameter_missing", "registration_code"],
  ])("is refused with %s", async (form, code, param) => {
    const shop = await openShop();

    const { status, error } = await shop.ask(`POST ${READERS}`, form);

    expect([status, error?.code, error?.param]).toEqual([400, code, param]);
    expect(await listed(shop, "")).toEqual([]);
  });
});

describe("a registered reader", () => {
  it("is found by each filter, and by all together", async () => {
    const shop = await openShop();
    const [first, second] = [await readerIn(shop), await readerIn(shop)];
    const away = await shop.make(`POST ${READERS}`, "registration_code=simulated-s700");
    await shop.control("POST", `readers/${second}`, { network: "offline" });
    const location = await locationOf(shop, first);
    const { serial_number: serial } = await shop.make(`GET ${READERS}/${first}`);

    expect(await listed(shop, `location=${location}`)).toEqual([first]);
    expect(await listed(shop, "status=offline")).toEqual([second]);
    expect(await listed(shop, "status=online")).toEqual([away.id, first]);
    expect(await listed(shop, "device_type=simulated_stripe_s700")).toEqual([away.id]);
    expect(await listed(shop, `serial_number=${String(serial)}`)).toEqual([first]);
    expect(await listed(shop, `serial_number=${String(serial)}&status=offline`)).toEqual([]);
  });

  it("changes its label and metadata, and gets its serial number back as the label", async () => {
    const shop = await openShop();
    const reader = await readerIn(shop);

    const named = await shop.make(`POST ${READERS}/${reader}`, "label=Bar&metadata[a]=1");
    const unnamed = await shop.make(`POST ${READERS}/${reader}`, "label=");
    const moved = await shop.ask(`POST ${READERS}/${reader}`, "location=tml_1");

    expect(named).toMatchObject({ label: "Bar", metadata: { a: "1" } });
    expect(unnamed["label"]).toBe(named["serial_number"]);
    expect(moved.error).toMatchObject({ code: "parameter_unknown", param: "location" });
  });

  it("takes no payment without a location, but shows a cart", async () => {
    const shop = await openShop();
    const { id } = await shop.make(`POST ${READERS}`, "registration_code=simulated-wpe");
    const intent = await shop.make("POST /v1/payment_intents", `amount=2000&currency=chf&${CARD_PRESENT}`);
    const given = `payment_intent=${intent.id}`;

    const refused = [
      await shop.ask(`POST ${READERS}/${id}/process_payment_intent`, given),
      await shop.ask(`POST ${READERS}/${id}/collect_payment_method`, given),
    ];
    const shown = await shop.ask(`POST ${READERS}/${id}/set_reader_display`, CART);

    const code = "terminal_reader_invalid_location_for_payment";
    expect(refused.map(({ status, error }) => [status, error?.code])).toEqual(refused.map(() => [400, code]));
    expect(shown.status).toBe(200);
  });

  it("answers nothing but a stub once it was deleted", async () => {
    const shop = await openShop();
    const reader = await readerIn(shop);
    const { device_type, serial_number } = await shop.make(`GET ${READERS}/${reader}`);
    const stub = { id: reader, object: "terminal.reader", deleted: true, device_type, serial_number };

    const deleted = await shop.make(`DELETE ${READERS}/${reader}`);

    expect(deleted).toEqual(stub);
    expect(await shop.make(`GET ${READERS}/${reader}`)).toEqual(stub);
    expect(await listed(shop, "")).toEqual([]);
    for (const line of [
      `DELETE ${READERS}/${reader}`,
      `POST ${READERS}/${reader}`,
      `POST ${READERS}/${reader}/cancel_action`,
    ]) {
      const { status, error } = await shop.ask(line);
      expect([status, error?.message]).toEqual([404, `No such terminal.reader: '${reader}'`]);
    }
  });

  it("keeps its location from being deleted, until it is gone itself", async () => {
    const shop = await openShop();
    const reader = await readerIn(shop);
    const location = await locationOf(shop, reader);

    const kept = await shop.ask(`DELETE ${LOCATIONS}/${location}`);
    await shop.make(`DELETE ${READERS}/${reader}`);
    const gone = await shop.ask(`DELETE ${LOCATIONS}/${location}`);

    expect(kept.status).toBe(400);
    expect(gone.body).toEqual({ id: location, object: "terminal.location", deleted: true });
    expect((await shop.ask(`GET ${LOCATIONS}/${location}`)).status).toBe(404);
  });
});

describe("another account", () => {
  const other = { "stripe-account": "acct_1Shop" };

  it("sees neither the reader nor the intent", async () => {
    const shop = await openShop();
    const reader = await readerIn(shop);
    const intent = await shop.make("POST /v1/payment_intents", `amount=2000&currency=chf&${CARD_PRESENT}`);
    const foreign = await shop.ask("POST /v1/payment_intents", `amount=2000&currency=chf&${CARD_PRESENT}`, other);
    const process = `POST ${READERS}/${reader}/process_payment_intent`;

    const answers = [
      await shop.ask(`GET ${READERS}/${reader}`, "", other),
      await shop.ask(process, `payment_intent=${intent.id}`, other),
      await shop.ask(process, `payment_intent=${foreign.body.id}`),
    ];

    expect(answers.map(({ status, error }) => [status, error?.message])).toEqual([
      [404, `No such terminal.reader: '${reader}'`],
      [404, `No such terminal.reader: '${reader}'`],
      [404, `No such payment_intent: '${foreign.body.id}'`],
    ]);
  });
});
