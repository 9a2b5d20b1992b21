export const READER_STATUSES = ["ONLINE", "OFFLINE", "UNRECOGNIZED"] as const;
export type ReaderStatus = (typeof READER_STATUSES)[number];

export interface Reader {
  id: string;
  accountId: string;
  locationId: string;
  livemode: boolean;
  stripeReaderId: string;
  label: string;
  deviceType: string;
  serialNumber: string | null;
  /** As Stripe last said; never gates a payment. */
  status: ReaderStatus;
  lastSeenAt: Date | null;
  metadata: Record<string, unknown>;
  createdAt: Date;
}
