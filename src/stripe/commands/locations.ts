import type { Stripe } from "stripe";
import type { CreateLocation } from "../../domain/command.js";
import { METADATA_KEYS } from "../metadata-keys.js";
import type { RenderedCommand } from "./rendered-command.js";
import { toAddressParams } from "./to-address-params.js";

export function renderCreateLocation(command: CreateLocation): RenderedCommand {
  const params = {
    display_name: command.displayName,
    address: toAddressParams(command.address),
    // Stripe keeps no time zone; ours is written beside the location so that it can be taken over from there.
    metadata: { [METADATA_KEYS.timeZone]: command.timeZone },
  } satisfies Stripe.Terminal.LocationCreateParams;
  return { method: "POST", path: "/v1/terminal/locations", params };
}
