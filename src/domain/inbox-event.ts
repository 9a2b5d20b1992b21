/** PENDING events are worked off in the background; a DEAD one was tried too often and waits for a person. */
export const INBOX_STATES = ["PENDING", "DONE", "DEAD"] as const;
export type InboxState = (typeof INBOX_STATES)[number];

/** A webhook event as it is stored: what happened to which object, never the object itself. */
export interface InboxEvent {
  id: string;
  accountId: string;
  livemode: boolean;
  stripeEventId: string;
  stripeAccount: string | null;
  type: string;
  objectType: string;
  objectId: string;
  paymentIntentId: string | null;
  state: InboxState;
  attempts: number;
  lastError: string | null;
  eventCreatedAt: Date;
  receivedAt: Date;
  doneAt: Date | null;
}
