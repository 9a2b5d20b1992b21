import { Field, ObjectType } from "type-graphql";
import type { PaymentOrigin } from "../../domain/payment.js";
import { REFUND_STATUSES, type RefundStatus } from "../../domain/refund.js";
import { NodeType } from "../node.type.js";
import { registerEnum } from "../register-enum.js";
import { CurrencyCodeScalar } from "../scalars/currency-code.scalar.js";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";
import { PaymentOriginEnum } from "./payment.enums.js";

const RefundStatusEnum = registerEnum("RefundStatus", REFUND_STATUSES, {
  description: "Stripe's refund statuses, and what they lack.",
  values: {
    DISPATCHING: "Written down here, not yet known to exist at Stripe.",
    UNKNOWN: "No answer came; it is being looked up.",
  },
});

@ObjectType("Refund", { implements: NodeType, simpleResolvers: true, description: "Money given back of one payment." })
export class RefundType extends NodeType {
  @Field(() => RefundStatusEnum)
  status!: RefundStatus;

  @Field(() => MinorUnitsScalar)
  amountMinor!: number;

  @Field(() => CurrencyCodeScalar)
  currency!: string;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Stripe's word for why it failed; the money is then still ours.",
  })
  failureReason!: string | null;

  @Field(() => String, { nullable: true, description: "`re_…`" })
  stripeRefundId!: string | null;

  @Field(() => PaymentOriginEnum)
  origin!: PaymentOrigin;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  // For the resolver of payment; not a field of the schema.
  paymentId!: string;
}
