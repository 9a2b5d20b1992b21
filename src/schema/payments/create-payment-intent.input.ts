import { Field, ID, InputType } from "type-graphql";
import type { CaptureMethod, Handover, Tender } from "../../domain/payment.js";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";
import { CaptureMethodEnum, HandoverEnum, TenderEnum } from "./payment.enums.js";

@InputType("CreatePaymentIntentInput", { description: "A new share of an order, by card or TWINT." })
export class CreatePaymentIntentInput {
  @Field(() => String, {
    description: "Yours, unique for this attempt: the same key again answers the same payment and starts nothing.",
  })
  idempotencyKey!: string;

  @Field(() => ID)
  orderId!: string;

  @Field(() => TenderEnum, { description: "CARD_PRESENT or TWINT; cash is recorded with `recordPayment`." })
  tender!: Tender;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "Default: all that is chargeable." })
  amountMinor?: number | null;

  @Field(() => CaptureMethodEnum, { nullable: true, description: "Default: MANUAL for cards, AUTOMATIC for TWINT." })
  captureMethod?: CaptureMethod | null;

  @Field(() => HandoverEnum, {
    defaultValue: "SERVER",
    description:
      "CLIENT: the till confirms it itself. Readers and `confirmTwintPayment` refuse it, and its share gives way to no other tender.",
  })
  handover!: Handover;

  @Field(() => String, { nullable: true, description: "Stripe's customer, `cus_…`." })
  customerId?: string | null;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "Connect: the platform's share." })
  applicationFeeMinor?: number | null;
}
