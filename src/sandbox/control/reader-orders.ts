import type { Work } from "../api/work.js";
import type { ReaderRow } from "../entities/reader.js";
import { isBusy } from "../terminal/command-reader.js";
import { dropCollectedCard } from "../terminal/collected-card.js";
import { failAction } from "../terminal/finish-action.js";
import { CUSTOMER_CANCELED } from "../terminal/reader-errors.js";
import { screenOf } from "../terminal/screen-of.js";

interface ReaderOrders {
  readonly card_left_in?: boolean | undefined;
  readonly updating?: boolean | undefined;
  readonly authorize_ms?: number | undefined;
  readonly loses_network?: ReaderRow["losesNetwork"] | undefined;
  readonly device_type?: string | undefined;
  readonly tip?: number | null | undefined;
}

/** What else may befall the device. */
export function orderedChanges(reader: ReaderRow, order: ReaderOrders): Partial<ReaderRow> {
  return {
    cardLeftIn: order.card_left_in ?? reader.cardLeftIn ?? false,
    updating: order.updating ?? reader.updating ?? false,
    ...(order.authorize_ms === undefined ? {} : { authorizeMs: order.authorize_ms }),
    losesNetwork: order.loses_network === undefined ? (reader.losesNetwork ?? null) : order.loses_network,
    deviceType: order.device_type ?? reader.deviceType,
    chosenTip: order.tip === undefined ? (reader.chosenTip ?? null) : order.tip,
  };
}

/** The cashier's red key clears a card: one that was collected, or one left in the slot. */
export function canPressRedKey(reader: ReaderRow): boolean {
  return Boolean(reader.collected) || reader.cardLeftIn === true;
}

export function pressRedKey(work: Work, reader: ReaderRow): ReaderRow {
  const hadCard = Boolean(reader.collected);
  const cleared = work.put("readers", { ...dropCollectedCard(work, reader), cardLeftIn: false });
  const fails = hadCard && work.switches.sim.red_key === "fails_action";
  return fails ? failAction(work, cleared, CUSTOMER_CANCELED) : cleared;
}

/** What the customer has under his eyes, and what is ordered for the next card. */
export function describeReader(reader: ReaderRow): Record<string, unknown> {
  return {
    network: reader.network,
    busy: isBusy(reader),
    timeouts: reader.timeoutsLeft,
    screen: screenOf(reader),
    loses_network: reader.losesNetwork ?? null,
  };
}
