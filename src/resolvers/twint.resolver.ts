import { FieldResolver, Resolver, Root } from "type-graphql";
import { renderSVG } from "uqr";
import { TwintPayload } from "../schema/payments/twint-payload.type.js";
import { TwintRedirectType } from "../schema/payments/twint-redirect.type.js";

/** Drawing a code takes about a millisecond, where other scalars cost nothing. */
const QR_CODE_COMPLEXITY = 5;

const QR_CODE_OPTIONS = {
  complexity: QR_CODE_COMPLEXITY,
  description: "A QR code of `redirectUrl` as SVG markup, for the customer's display.",
};

/** M survives a smeared screen; four white modules around are what ISO/IEC 18004 asks for. */
function toQrCodeSvg(url: string): string {
  return renderSVG(url, { ecc: "M", border: 4 });
}

@Resolver(() => TwintRedirectType)
export class TwintRedirectFields {
  @FieldResolver(() => String, QR_CODE_OPTIONS)
  qrCodeSvg(@Root() redirect: TwintRedirectType): string {
    return toQrCodeSvg(redirect.redirectUrl);
  }
}

@Resolver(() => TwintPayload)
export class TwintPayloadFields {
  @FieldResolver(() => String, QR_CODE_OPTIONS)
  qrCodeSvg(@Root() payload: TwintPayload): string {
    return toQrCodeSvg(payload.redirectUrl);
  }
}
