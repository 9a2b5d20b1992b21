import { Field, ID, InputType } from "type-graphql";
import type { Tender } from "../../domain/payment.js";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";
import { TenderEnum } from "./payment.enums.js";

@InputType("RecordPaymentInput", { description: "Money that was taken without Stripe: cash, a voucher." })
export class RecordPaymentInput {
  @Field(() => String, { description: "Yours, unique for this entry: the same key again answers the same payment." })
  idempotencyKey!: string;

  @Field(() => ID)
  orderId!: string;

  @Field(() => TenderEnum, { description: "CASH or OTHER." })
  tender!: Tender;

  @Field(() => MinorUnitsScalar, { description: "What of the order is paid by it, within what is chargeable." })
  amountMinor!: number;

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: "Cash: what the customer gave; the change is worked out.",
  })
  receivedMinor?: number | null;

  @Field(() => MinorUnitsScalar, {
    defaultValue: 0,
    description: "Cash: what rounding to the smallest coin adds or, when negative, takes away. CHF rounds to 0.05.",
  })
  roundingMinor!: number;
}
