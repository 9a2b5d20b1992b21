export interface SentEvent {
  readonly id: string;
  readonly data: { readonly object: EventObject };
}

interface EventObject {
  readonly id: string;
  readonly payment_intent?: string;
  readonly action?: { readonly process_payment_intent?: { readonly payment_intent: string } } | null;
}

/** Which event was sent first, and which of those about one payment came last. */
export class EventOrder {
  readonly #places = new Map<string, number>();
  readonly #latest = new Map<string, number>();

  noteSent({ id }: SentEvent): void {
    if (!this.#places.has(id)) this.#places.set(id, this.#places.size);
  }

  /** Whether one that was sent later has come before. */
  isLate({ id, data: { object } }: SentEvent): boolean {
    const about = object.action?.process_payment_intent?.payment_intent ?? object.payment_intent ?? object.id;
    const place = this.#places.get(id) ?? 0;
    const latest = this.#latest.get(about) ?? -1;
    this.#latest.set(about, Math.max(latest, place));
    return place < latest;
  }
}
