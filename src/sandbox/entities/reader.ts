import type { Json, Metadata, Row } from "./row.js";

export type ActionType =
  "collect_payment_method" | "confirm_payment_intent" | "process_payment_intent" | "set_reader_display";

/** The reader's one slot: the latest action, which stays after it ended until it is replaced or reset (facts 4.3). */
export interface ReaderAction {
  readonly type: ActionType;
  readonly status: "in_progress" | "succeeded" | "failed";
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly apiError: Json | null;
  /** The hash named after the type, as it is answered. */
  readonly details: Json;
}

/**
 * How the reader stands to the network: `lost` is a reader that went silent just now, which Stripe only calls
 * offline after two minutes; until then a command to it times out (facts 4.2, 4.6). A `deaf` one goes on reporting while
 * no command reaches it (facts 12).
 */
export type Network = "online" | "deaf" | "lost" | "offline";

/** A card that was read: the tip came before it (facts 3.5). */
export interface ReadCard {
  readonly paymentIntentId: string;
  readonly number: string;
  readonly tipAmount: number | null;
  /** Known since the collection, in the flow of two steps. */
  readonly paymentMethodId: string | null;
}

interface AskedFor {
  readonly amount: number;
  readonly currency: string;
  /** A reader that went silent by itself is back with the issuer's answer. */
  readonly comesBack: boolean;
}

export interface ReaderRow extends Row {
  readonly deviceType: string;
  readonly deviceSwVersion: string;
  readonly serialNumber: string;
  readonly label: string;
  readonly locationId: string | null;
  readonly metadata: Metadata;
  readonly network: Network;
  /** Fixed while the reader is silent; one that reports is seen all the time, and since then at the least. */
  readonly lastSeenAtMs: number;
  readonly busy: boolean;
  /** The reader gets the command but its acknowledgement is lost: this many commands answer a time-out. */
  readonly timeoutsLeft: number;
  /** The next card ends in `connection_error`: before anything was charged, or after (facts 4.6). */
  readonly connectionError: "before" | "after" | null;
  /** A card left in the slot, or an update under way: no command is taken (facts 4.5). */
  readonly cardLeftIn?: boolean;
  readonly updating?: boolean;
  /** Broken for good: no command is taken until the reader is replaced (facts 4.6). */
  readonly hardwareFault?: boolean;
  /** An SDK app holds the reader (facts 4.6). */
  readonly heldBySdk?: boolean;
  /** How long this reader takes to authorize. */
  readonly authorizeMs?: number;
  /** What becomes of the next card's payment while the reader loses its network in the middle of it. */
  readonly losesNetwork?: "before_charge" | "after_charge" | "authorizes_later" | null;
  /** What the next customer adds before the card, where the tap itself names no tip. */
  readonly chosenTip?: number | null;
  /** The card that is being authorized just now, and the sum that the issuer was asked for. */
  readonly authorizing?: (ReadCard & AskedFor) | null;
  /** The card of the first of two steps, as long as it may still be confirmed. */
  readonly collected?: (ReadCard & { readonly untilMs: number }) | null;
  readonly action: ReaderAction | null;
  readonly deleted: boolean;
}
