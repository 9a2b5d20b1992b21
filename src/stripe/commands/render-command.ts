import type { Command, CommandKind } from "../../domain/command.js";
import { renderCreateLocation } from "./locations.js";
import {
  renderCancelPaymentIntent,
  renderCapturePaymentIntent,
  renderConfirmTwint,
  renderCreatePaymentIntent,
  renderUpdatePaymentIntent,
} from "./payment-intents.js";
import { renderCancelReaderAction, renderProcessPaymentIntent, renderRegisterReader } from "./readers.js";
import type { RenderedCommand } from "./rendered-command.js";

type Renderers = { [Kind in CommandKind]: (command: Extract<Command, { kind: Kind }>) => RenderedCommand };

const RENDERERS: Renderers = {
  CREATE_PAYMENT_INTENT: renderCreatePaymentIntent,
  UPDATE_PAYMENT_INTENT: renderUpdatePaymentIntent,
  CANCEL_PAYMENT_INTENT: renderCancelPaymentIntent,
  CAPTURE_PAYMENT_INTENT: renderCapturePaymentIntent,
  CONFIRM_TWINT: renderConfirmTwint,
  PROCESS_PAYMENT_INTENT: renderProcessPaymentIntent,
  CANCEL_READER_ACTION: renderCancelReaderAction,
  CREATE_LOCATION: renderCreateLocation,
  REGISTER_READER: renderRegisterReader,
};

/** One command, one request: what goes over the wire follows from the command alone. */
export function renderCommand(command: Command): RenderedCommand {
  // The table's type pairs each kind with its own renderer; a lookup by a union loses that pairing.
  const render = RENDERERS[command.kind] as (command: Command) => RenderedCommand;
  return render(command);
}
