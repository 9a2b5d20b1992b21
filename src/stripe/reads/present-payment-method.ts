import type { Stripe } from "stripe";
import type { ReaderSnapshot } from "../../domain/snapshots.js";
import type { PresentedCard, ReadResult } from "../gateway.js";
import { READER_TIME_OUT_MS } from "../time-outs.js";
import { toReaderSnapshot } from "../to-reader-snapshot.js";
import { readObject } from "./read-object.js";

/** Holds a card to a simulated reader. No key of ours: the same card twice is meant to be two taps. */
export function presentPaymentMethod(
  client: Stripe,
  card: PresentedCard,
  stripeAccount: string | null,
): Promise<ReadResult<ReaderSnapshot>> {
  const path = `/v1/test_helpers/terminal/readers/${encodeURIComponent(card.stripeReaderId)}/present_payment_method`;
  const params = toParams(card);
  const call = { method: "POST", path, params, stripeAccount, timeOutMs: READER_TIME_OUT_MS } as const;
  return readObject(client, call, {
    object: "terminal.reader",
    convert: (body) => toReaderSnapshot(body as unknown as Stripe.Terminal.Reader),
  });
}

type PresentParams = Parameters<Stripe["testHelpers"]["terminal"]["readers"]["presentPaymentMethod"]>[1];

function toParams({ interac, number, tipMinor }: PresentedCard) {
  const type = interac ? "interac_present" : "card_present";
  return {
    type,
    ...(number === null ? {} : { [type]: { number } }),
    ...(tipMinor === null ? {} : { amount_tip: tipMinor }),
  } satisfies PresentParams;
}
