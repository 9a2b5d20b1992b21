import { describe, expect, it } from "vitest";

import { intent, reader, type Ask } from "./golden-row.js";
import { openSandbox } from "./open-sandbox.js";

const VERSION = { "stripe-version": "2020-08-27" };

/** How clients of other languages and ages write the same commands. */
const STYLES = [
  {
    client: "numbered arrays, words for booleans",
    types: "payment_method_types[0]=card_present",
    flag: "process_config[skip_tipping]=true",
    lines: "cart[line_items][0][amount]=100&cart[line_items][0][description]=a&cart[line_items][0][quantity]=1",
    more: "cart[line_items][1][amount]=200&cart[line_items][1][description]=b&cart[line_items][1][quantity]=2",
    expand: "expand[0]=latest_charge",
  },
  {
    client: "Python's names for booleans, brackets escaped",
    types: "payment_method_types%5B0%5D=card_present",
    flag: "process_config%5Bskip_tipping%5D=True",
    lines:
      "cart%5Bline_items%5D%5B0%5D%5Bamount%5D=100&cart%5Bline_items%5D%5B0%5D%5Bdescription%5D=a&cart%5Bline_items%5D%5B0%5D%5Bquantity%5D=1",
    more: "cart%5Bline_items%5D%5B1%5D%5Bamount%5D=200&cart%5Bline_items%5D%5B1%5D%5Bdescription%5D=b&cart%5Bline_items%5D%5B1%5D%5Bquantity%5D=2",
    expand: "expand%5B0%5D=latest_charge",
  },
  {
    client: "arrays without numbers, as curl and old clients in Ruby and PHP write them",
    types: "payment_method_types[]=card_present",
    flag: "process_config[skip_tipping]=true",
    lines: "cart[line_items][][amount]=100&cart[line_items][][description]=a&cart[line_items][][quantity]=1",
    more: "cart[line_items][][amount]=200&cart[line_items][][description]=b&cart[line_items][][quantity]=2",
    expand: "expand[]=latest_charge",
  },
] as const;

describe.each(STYLES)("a client that writes $client", ({ types, flag, lines, more, expand }) => {
  it("is understood from the intent to the cart", async () => {
    const { raw } = await openSandbox();
    const ask: Ask = async (line, body) => {
      const [method = "", path = ""] = line.split(" ");
      const answer = await raw(method, path, { headers: VERSION, ...(body === undefined ? {} : { body }) });
      expect(answer.status).toBe(200);
      return (await answer.json()) as Record<string, unknown>;
    };
    const id = await intent(ask, `amount=2000&currency=chf&${types}`);
    const device = await reader(ask);
    const path = `/v1/terminal/readers/${device}`;

    const started = await ask(`POST ${path}/process_payment_intent`, `payment_intent=${id}&${flag}`);
    await ask(`POST /v1/test_helpers/terminal/readers/${device}/present_payment_method`, "");
    const paid = await ask(`GET /v1/payment_intents/${id}?${expand}`);
    const shown = await ask(
      `POST ${path}/set_reader_display`,
      `type=cart&cart[currency]=chf&cart[total]=500&${lines}&${more}`,
    );

    expect(started).toMatchObject({ action: { process_payment_intent: { process_config: { skip_tipping: true } } } });
    expect(paid).toMatchObject({ status: "succeeded", latest_charge: { object: "charge", amount: 2000 } });
    expect(shown).toMatchObject({
      action: {
        set_reader_display: {
          cart: {
            line_items: [
              { amount: 100, description: "a", quantity: 1 },
              { amount: 200, description: "b", quantity: 2 },
            ],
          },
        },
      },
    });
  });
});

it("keeps numbers that are metadata's keys", async () => {
  const { raw } = await openSandbox();

  const answer = await raw("POST", "/v1/customers", { body: "metadata[7]=a&metadata[100]=b&metadata[__proto__]=c" });

  const text = await answer.text();
  expect(text).toContain('"7": "a"');
  expect(text).toContain('"100": "b"');
  expect(text).toContain('"__proto__": "c"');
});

it("reads what a DELETE carries in its body", async () => {
  const { raw } = await openSandbox();
  const { id } = (await (await raw("POST", "/v1/customers", { body: "" })).json()) as { id: string };

  const refused = await raw("DELETE", `/v1/customers/${id}`, { body: "nope=1" });
  const deleted = await raw("DELETE", `/v1/customers/${id}`, { body: "" });

  expect([refused.status, deleted.status]).toEqual([400, 200]);
});

it.each([
  ["application/x-www-form-urlencoded; charset=utf-8", 200],
  ["Application/X-WWW-Form-Urlencoded", 200],
  ["application/json", 400],
  ["multipart/form-data; boundary=x", 400],
  ["text/plain", 400],
])("takes forms alone: %s answers %d", async (type, status) => {
  const { raw } = await openSandbox();

  const answer = await raw("POST", "/v1/customers", { body: "name=Ada", headers: { "content-type": type } });

  expect(answer.status).toBe(status);
});

it.each(["metadata[a]=%", "metadata[a]=%zz", "name=%ff", `metadata${"[a]".repeat(40)}=1`])(
  "refuses what can't be read rather than guess: %s",
  async (body) => {
    const { raw } = await openSandbox();

    const answer = await raw("POST", "/v1/customers", { body });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { type: "invalid_request_error" } });
  },
);
