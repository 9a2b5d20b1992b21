import type { Work } from "../api/work.js";
import type { ReaderRow } from "../entities/reader.js";
import { isBusy } from "../terminal/command-reader.js";
import { dropCollectedCard } from "../terminal/collected-card.js";
import { failAction } from "../terminal/finish-action.js";
import { CUSTOMER_CANCELED } from "../terminal/reader-errors.js";
import { reports } from "../terminal/reader-network.js";
import { screenOf } from "../terminal/screen-of.js";

interface ReaderOrders {
  readonly card_left_in?: boolean | undefined;
  readonly updating?: boolean | undefined;
  readonly hardware_fault?: boolean | undefined;
  readonly held_by_sdk?: boolean | undefined;
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
    hardwareFault: order.hardware_fault ?? reader.hardwareFault ?? false,
    heldBySdk: order.held_by_sdk ?? reader.heldBySdk ?? false,
    ...(order.authorize_ms === undefined ? {} : { authorizeMs: order.authorize_ms }),
    losesNetwork: order.loses_network === undefined ? (reader.losesNetwork ?? null) : order.loses_network,
    deviceType: order.device_type ?? reader.deviceType,
    chosenTip: order.tip === undefined ? (reader.chosenTip ?? null) : order.tip,
  };
}

/** The cashier's red key clears a card: one that was collected, or one left in the slot. Cut off, it would tell nobody. */
export function canPressRedKey(reader: ReaderRow): boolean {
  return reports(reader) && (Boolean(reader.collected) || reader.cardLeftIn === true);
}

export function pressRedKey(work: Work, reader: ReaderRow): ReaderRow {
  const hadCard = Boolean(reader.collected);
  const cleared = work.put("readers", { ...dropCollectedCard(work, reader), cardLeftIn: false });
  const fails = hadCard && work.switches.sim.red_key === "fails_action";
  return fails ? failAction(work, cleared, CUSTOMER_CANCELED) : cleared;
}

/** Only where the integration asked for the button, and no longer once the card is on its way to the issuer (facts 4.5). */
export function canPressCancel(reader: ReaderRow): boolean {
  const { action } = reader;
  if (action?.status !== "in_progress" || isBusy(reader) || !reports(reader)) return false;
  const { process_config: processing, collect_config: collecting } = action.details;
  const config = (processing ?? collecting) as { enable_customer_cancellation?: boolean } | undefined;
  return config?.enable_customer_cancellation === true;
}

export function pressCancel(work: Work, reader: ReaderRow): ReaderRow {
  return failAction(work, dropCollectedCard(work, reader), CUSTOMER_CANCELED);
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
