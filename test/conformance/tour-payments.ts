import type { RecordedSandbox } from "./open-recorded-sandbox.js";

const CARD_FORM =
  "amount=2000&currency=chf&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true";

/** Every way that money takes without a reader: cards on the server, TWINT, captures, releases and refunds. */
export async function tourPayments(shop: RecordedSandbox): Promise<void> {
  await tourCards(shop);
  await tourTwint(shop);
  await tourRefunds(shop);
  await tourLists(shop);
}

async function tourCards({ call, advance }: RecordedSandbox): Promise<void> {
  const plain = await call("POST /v1/payment_intents", "amount=2000&currency=chf&metadata[a]=1&description=x");
  await call(`GET /v1/payment_intents/${plain.id}`);
  await call(`POST /v1/payment_intents/${plain.id}`, "amount=2500&metadata[a]=&metadata[b]=2&receipt_email=a@b.ch");
  await call(`POST /v1/payment_intents/${plain.id}/confirm`);
  await call(`POST /v1/payment_intents/${plain.id}/capture`);
  await call(`POST /v1/payment_intents/${plain.id}/cancel`, "cancellation_reason=abandoned");
  await call(`POST /v1/payment_intents/${plain.id}/cancel`);
  await call(`POST /v1/payment_intents/${plain.id}`, "amount=3000");

  const held = await call("POST /v1/payment_intents", `${CARD_FORM}&capture_method=manual&expand[]=latest_charge`);
  await call(`POST /v1/payment_intents/${held.id}/capture`, "amount_to_capture=99999");
  await call(`POST /v1/payment_intents/${held.id}/capture`, "amount_to_capture=1500&expand[]=latest_charge");
  await call(`POST /v1/payment_intents/${held.id}/capture`);
  const released = await call("POST /v1/payment_intents", `${CARD_FORM}&capture_method=manual`);
  await call(`POST /v1/payment_intents/${released.id}/cancel`, "expand[]=latest_charge.refunds");
  const expired = await call("POST /v1/payment_intents", `${CARD_FORM}&capture_method=manual`);
  await advance(8 * 24 * 3_600_000);
  await call(`GET /v1/payment_intents/${expired.id}?expand[]=latest_charge`);

  for (const card of ["chargeDeclined", "chargeDeclinedInsufficientFunds", "visa_chargeDeclinedLostCard"])
    await call("POST /v1/payment_intents", CARD_FORM.replace("pm_card_visa", `pm_card_${card}`));
  const broke = await call("POST /v1/payment_intents", "amount=2000&currency=usd&allowed_payment_method_types[]=card");
  await call(
    `POST /v1/payment_intents/${broke.id}/confirm`,
    "payment_method=pm_card_chargeDeclinedExpiredCard&expand[]=latest_charge",
  );
  await call(`GET /v1/payment_intents/${broke.id}?expand[]=latest_charge&expand[]=payment_method`);
}

async function tourTwint({ call, control, advance }: RecordedSandbox): Promise<void> {
  const form =
    "amount=900&currency=chf&allowed_payment_method_types[]=twint&payment_method_data[type]=twint&confirm=true" +
    "&return_url=https%3A%2F%2Ftill.example%2Fback";
  await control("behaviour", { redirect_lag_share: 0 });
  for (const outcome of ["authorize", "fail"]) {
    const intent = await call("POST /v1/payment_intents", form);
    const { redirect_to_url: page } = intent["next_action"] as { redirect_to_url: { url: string } };
    await fetch(`${page.url}?outcome=${outcome}&settle=now`, { method: "POST", redirect: "manual" });
    await call(`GET /v1/payment_intents/${intent.id}?expand[]=latest_charge&expand[]=payment_method`);
    if (outcome === "authorize") await call("POST /v1/refunds", `payment_intent=${intent.id}&amount=400`);
  }
  const abandoned = await call("POST /v1/payment_intents", form);
  await advance(3_600_000);
  await call(`GET /v1/payment_intents/${abandoned.id}`);
  const later = await call("POST /v1/payment_intents", "amount=900&currency=chf&allowed_payment_method_types[]=twint");
  await call(
    `POST /v1/payment_intents/${later.id}/confirm`,
    "payment_method_data[type]=twint&payment_method_data[billing_details][name]=A&return_url=https%3A%2F%2Ftill.example",
  );
  await call(`POST /v1/payment_intents/${later.id}/cancel`);
}

async function tourRefunds({ call, advance }: RecordedSandbox): Promise<void> {
  const paid = await call("POST /v1/payment_intents", CARD_FORM);
  const charge = String(paid["latest_charge"]);
  const refund = await call(
    "POST /v1/refunds",
    `charge=${charge}&amount=500&reason=requested_by_customer&metadata[a]=1`,
  );
  await call(`GET /v1/refunds/${refund.id}`);
  await call("POST /v1/refunds", `charge=${charge}&amount=5000`);
  await advance(60_000);
  await call(`POST /v1/refunds/${refund.id}`, "metadata[b]=2");
  await call(`POST /v1/refunds/${refund.id}/cancel`);
  await call(
    "POST /v1/refunds",
    `payment_intent=${paid.id}&expand[]=charge.payment_intent&expand[]=balance_transaction`,
  );
  await call("POST /v1/refunds", `payment_intent=${paid.id}`);
  await call(`GET /v1/charges/${charge}?expand[]=refunds&expand[]=balance_transaction&expand[]=payment_intent`);
  await call(`GET /v1/refunds/${refund.id}?expand[]=payment_intent.latest_charge&expand[]=balance_transaction`);
  await call(`GET /v1/payment_methods/${String(paid["payment_method"])}`);

  const failing = await call("POST /v1/payment_intents", CARD_FORM.replace("pm_card_visa", "pm_card_refundFail"));
  const failed = await call("POST /v1/refunds", `payment_intent=${failing.id}`);
  await advance(3_600_000);
  await call(`GET /v1/refunds/${failed.id}?expand[]=failure_balance_transaction`);
  const held = await call("POST /v1/payment_intents", `${CARD_FORM}&capture_method=manual`);
  await call("POST /v1/refunds", `payment_intent=${held.id}`);
  await call("POST /v1/refunds");
}

async function tourLists({ call }: RecordedSandbox): Promise<void> {
  await call("GET /v1/payment_intents?limit=100&expand[]=data.latest_charge&expand[]=data.payment_method");
  const page = await call("GET /v1/payment_intents?limit=2&created[gte]=1");
  const [first] = page["data"] as { id: string }[];
  await call(`GET /v1/payment_intents?starting_after=${first?.id ?? ""}&limit=0`);
  await call("GET /v1/charges?limit=100&expand[]=data.balance_transaction&expand[]=data.refunds");
  await call("GET /v1/refunds?limit=100&expand[]=data.charge&expand[]=data.payment_intent");
  const [event] = (await call("GET /v1/events?limit=1&type=refund.created"))["data"] as { id: string }[];
  await call(`GET /v1/events/${event?.id ?? ""}`);
  for (const kind of ["payment_intents", "charges", "refunds", "events"]) {
    await call(`GET /v1/${kind}?starting_after=nope`);
    await call(`GET /v1/${kind}?expand[]=nope`);
  }
}
