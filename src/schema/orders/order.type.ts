import { Field, Int, ObjectType } from "type-graphql";
import type { OrderPaymentState, OrderStatus } from "../../domain/order.js";
import { NodeType } from "../node.type.js";
import { CurrencyCodeScalar } from "../scalars/currency-code.scalar.js";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";
import { JsonObjectScalar } from "../scalars/json-object.scalar.js";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";
import { OrderPaymentStateEnum, OrderStatusEnum } from "./order.enums.js";

@ObjectType("Order", {
  implements: NodeType,
  simpleResolvers: true,
  description:
    "What a customer buys. It may be paid by several payments and tenders; its sums never let more be started than is due. Tips stand apart from every other sum.",
})
export class OrderType extends NodeType {
  @Field(() => String, { description: "The POS's own order number, unique per account and location." })
  reference!: string;

  @Field(() => OrderStatusEnum)
  status!: OrderStatus;

  @Field(() => OrderPaymentStateEnum)
  paymentState!: OrderPaymentState;

  @Field(() => Boolean, { description: "Whether real money moves." })
  livemode!: boolean;

  @Field(() => String, { description: "The till that made the order, as it calls itself." })
  tillId!: string;

  @Field(() => String, { nullable: true, description: "Who served, as the POS calls them." })
  staffRef!: string | null;

  @Field(() => CurrencyCodeScalar)
  currency!: string;

  @Field(() => MinorUnitsScalar, { description: "What the customer owes, taxes included, without tips." })
  totalMinor!: number;

  @Field(() => MinorUnitsScalar, { description: "Held on cards and not taken yet." })
  authorizedMinor!: number;

  @Field(() => MinorUnitsScalar, { description: "Taken, over all tenders, without tips. Refunds don't lower it." })
  paidMinor!: number;

  @Field(() => MinorUnitsScalar, { description: "Given back." })
  refundedMinor!: number;

  @Field(() => MinorUnitsScalar, { description: "Tips taken on top." })
  tipMinor!: number;

  @Field(() => MinorUnitsScalar, { description: "May still be taken by something under way or unknown." })
  reservedMinor!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "A tab or a stay: reconciliation leaves the order's holds alone until then.",
  })
  holdUntil!: Date | null;

  @Field(() => Int, {
    description:
      "The number of the latest event. Read the order, then subscribe to `orderEvents` after this: nothing is missed.",
  })
  sequence!: number;

  @Field(() => JsonObjectScalar, { description: "Yours; kept as given." })
  metadata!: Record<string, unknown>;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  completedAt!: Date | null;
}
