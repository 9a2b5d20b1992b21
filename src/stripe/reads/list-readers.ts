import type { Stripe } from "stripe";
import type { ReaderSnapshot } from "../../domain/snapshots.js";
import type { ReadResult } from "../gateway.js";
import { toReaderSnapshot } from "../to-reader-snapshot.js";
import { tryTo } from "../try-to.js";
import { listObjects } from "./list-objects.js";

export async function listReaders(
  client: Stripe,
  stripeLocationId: string | null,
  stripeAccount: string | null,
): Promise<ReadResult<ReaderSnapshot[]>> {
  const filters = stripeLocationId === null ? {} : { location: stripeLocationId };
  const listed = await listObjects(client, { path: "/v1/terminal/readers", filters, stripeAccount });
  if (listed.outcome !== "Found") return listed;
  const value = tryTo(() =>
    listed.value.map((reader) => toReaderSnapshot(reader as unknown as Stripe.Terminal.Reader)),
  );
  return value === undefined ? { outcome: "Unanswered", reason: "unreadable answer" } : { outcome: "Found", value };
}
