import type { Stripe } from "stripe";
import type { ReaderSnapshot } from "../../domain/snapshots.js";
import type { ReadResult } from "../gateway.js";
import { READ_TIME_OUT_MS } from "../time-outs.js";
import { toReaderSnapshot } from "../to-reader-snapshot.js";
import { readObject } from "./read-object.js";

/** A reader that was deleted answers with a stub: it is missing. */
export function readReader(
  client: Stripe,
  id: string,
  stripeAccount: string | null,
): Promise<ReadResult<ReaderSnapshot>> {
  const path = `/v1/terminal/readers/${encodeURIComponent(id)}`;
  const call = { method: "GET", path, stripeAccount, timeOutMs: READ_TIME_OUT_MS } as const;
  return readObject(client, call, {
    object: "terminal.reader",
    convert: (body) => toReaderSnapshot(body as unknown as Stripe.Terminal.Reader),
  });
}
