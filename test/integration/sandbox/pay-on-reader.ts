import { openShop, present, readerIn, type Body, type Shop } from "./open-shop.js";

export interface Sale {
  readonly shop: Shop;
  readonly reader: string;
  readonly intent: string;
}

export interface Wanted {
  readonly amount?: number;
  readonly country?: string;
  readonly currency?: string;
  /** More of the form. */
  readonly more?: string;
}

export const CARD_PRESENT = "allowed_payment_method_types[]=card_present";
export const INTERAC = "allowed_payment_method_types[]=interac_present";

/** An intent that a reader waits with. */
export async function sell({
  amount = 2000,
  country = "CH",
  currency = "chf",
  more = CARD_PRESENT,
}: Wanted = {}): Promise<Sale> {
  const shop = await openShop();
  const reader = await readerIn(shop, country);
  const { id: intent } = await shop.make("POST /v1/payment_intents", `amount=${amount}&currency=${currency}&${more}`);
  await shop.make(`POST /v1/terminal/readers/${reader}/process_payment_intent`, `payment_intent=${intent}`);
  return { shop, reader, intent };
}

export async function payWith(number: string, wanted: Wanted = {}, tip?: number) {
  const sale = await sell(wanted);
  const tipped = tip === undefined ? "" : `&amount_tip=${tip}`;
  await present(sale.shop, sale.reader, `card_present[number]=${number}${tipped}`);
  const reader = await sale.shop.make(`GET /v1/terminal/readers/${sale.reader}`);
  const path = `GET /v1/payment_intents/${sale.intent}?expand[]=latest_charge&expand[]=payment_method`;
  const intent = await sale.shop.make(path);
  return { ...sale, action: reader["action"] as Body, intent, charge: intent["latest_charge"] as Body };
}

export function detailsOf(charge: Body): Record<string, unknown> & { receipt: Record<string, unknown> } {
  const details = charge["payment_method_details"] as Record<string, never>;
  return details[String(details["type"])] ?? { receipt: {} };
}
