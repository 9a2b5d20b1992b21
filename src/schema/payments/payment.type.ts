import { Field, ObjectType } from "type-graphql";
import type {
  CaptureDeadlineSource,
  CaptureMethod,
  Handover,
  PaymentOrigin,
  PaymentStatus,
  Tender,
} from "../../domain/payment.js";
import { NodeType } from "../node.type.js";
import { CurrencyCodeScalar } from "../scalars/currency-code.scalar.js";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";
import { CardDetailsType } from "./card-details.type.js";
import { PaymentErrorType } from "./payment-error.type.js";
import {
  CaptureDeadlineSourceEnum,
  CaptureMethodEnum,
  HandoverEnum,
  PaymentOriginEnum,
  PaymentStatusEnum,
  TenderEnum,
} from "./payment.enums.js";

@ObjectType("Payment", {
  implements: NodeType,
  simpleResolvers: true,
  description:
    "One tender's share of an order: one PaymentIntent at Stripe, or one entry of cash. Declines, time-outs and edits go on with the same payment; only a canceled one is followed by a new payment.",
})
export class PaymentType extends NodeType {
  @Field(() => PaymentOriginEnum)
  origin!: PaymentOrigin;

  @Field(() => Boolean, { description: "Whether real money moves." })
  livemode!: boolean;

  @Field(() => TenderEnum)
  tender!: Tender;

  @Field(() => PaymentStatusEnum)
  status!: PaymentStatus;

  @Field(() => String, { nullable: true, description: "Stripe's own word, raw. Null for cash and other tenders." })
  stripeStatus!: string | null;

  @Field(() => HandoverEnum)
  handover!: Handover;

  @Field(() => MinorUnitsScalar, { description: "What it is for, without the tip." })
  amountMinor!: number;

  @Field(() => MinorUnitsScalar, { description: "The tip on top, where one was given." })
  tipMinor!: number;

  @Field(() => CurrencyCodeScalar)
  currency!: string;

  @Field(() => MinorUnitsScalar, { description: "Held and not taken yet, the tip included." })
  amountCapturableMinor!: number;

  @Field(() => MinorUnitsScalar, { description: "Taken, the tip included; of cash: what stays in the drawer." })
  amountReceivedMinor!: number;

  @Field(() => MinorUnitsScalar, { description: "Given back." })
  amountRefundedMinor!: number;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "Cash: what goes back to the customer." })
  changeMinor!: number | null;

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: "Cash: what rounding to the smallest coin added, or took away when negative.",
  })
  roundingMinor!: number | null;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "Connect: the platform's share." })
  applicationFeeMinor!: number | null;

  @Field(() => CaptureMethodEnum, { nullable: true, description: "Null for cash and other tenders." })
  captureMethod!: CaptureMethod | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "The hold is gone after this." })
  captureBefore!: Date | null;

  @Field(() => CaptureDeadlineSourceEnum, { nullable: true })
  captureBeforeSource!: CaptureDeadlineSource | null;

  @Field(() => String, { nullable: true, description: "`pi_…`; null for cash, and while it is being created." })
  stripePaymentIntentId!: string | null;

  @Field(() => String, { nullable: true, description: "`ch_…` of the latest attempt." })
  stripeChargeId!: string | null;

  @Field(() => String, { nullable: true, description: "The connected account, `acct_…`; null for our own." })
  stripeAccount!: string | null;

  @Field(() => CardDetailsType, { nullable: true, description: "Known once a card was authorized or declined." })
  card!: CardDetailsType | null;

  @Field(() => PaymentErrorType, {
    nullable: true,
    description: "Why the latest attempt failed; kept although Stripe forgets it on the next update.",
  })
  lastError!: PaymentErrorType | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;

  // For the resolver of order; not a field of the schema.
  orderId!: string | null;
}
