import type { RecordedSandbox } from "./open-recorded-sandbox.js";

/** Fees and transfers, and the charges and refunds that carry them. */
async function tourConnect({ call, advance }: Pick<RecordedSandbox, "call" | "advance">): Promise<void> {
  const paid = await call(
    "POST /v1/payment_intents",
    "amount=3000&currency=chf&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true" +
      "&application_fee_amount=100&transfer_data[destination]=acct_destination",
  );
  await call(
    "POST /v1/refunds",
    `payment_intent=${paid.id}&amount=500&reverse_transfer=true&refund_application_fee=true`,
  );
  await advance(10_000);
  await call(`GET /v1/charges/${String(paid["latest_charge"])}`);
  await call("GET /v1/application_fees");
  await call("GET /v1/transfers");
}

/** Customers with their cards, and the books: operations that the document lacks are held to their objects' schemas. */
export async function tourCustomers({ call, advance }: RecordedSandbox): Promise<void> {
  const customer = await call("POST /v1/customers", "name=A&email=a%40b.ch&metadata[a]=1");
  await call(`GET /v1/customers/${customer.id}`);
  await call(`POST /v1/customers/${customer.id}`, "name=B");
  await call("GET /v1/customers?limit=3");
  await call("POST /v1/payment_methods/pm_card_visa/attach", `customer=${customer.id}`);
  await call(`GET /v1/customers/${customer.id}/payment_methods`);
  const paid = await call(
    "POST /v1/payment_intents",
    `amount=2000&currency=chf&customer=${customer.id}&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true&expand[]=customer`,
  );
  await call("POST /v1/refunds", `payment_intent=${paid.id}&amount=5`);
  await advance(10_000);
  const books = await call("GET /v1/balance_transactions?limit=100&expand[]=data.source");
  const [entry] = books["data"] as { id: string }[];
  await call(`GET /v1/balance_transactions/${entry?.id ?? ""}`);
  await call("GET /v1/balance");
  await tourConnect({ call, advance });
  await call(`DELETE /v1/customers/${customer.id}`);
  await call(`GET /v1/customers/${customer.id}`);
  await call(`GET /v1/payment_intents/${paid.id}?expand[]=customer`);
}
