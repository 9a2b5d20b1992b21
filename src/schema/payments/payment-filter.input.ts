import { Field, ID, InputType } from "type-graphql";
import type { PaymentFilter } from "../../domain/filters.js";
import type { OrderStatus } from "../../domain/order.js";
import type { PaymentOrigin, PaymentStatus, Tender } from "../../domain/payment.js";
import { AmountRangeInput } from "../amount-range.input.js";
import { OrderStatusEnum } from "../orders/order.enums.js";
import { TimeRangeInput } from "../time-range.input.js";
import { PaymentOriginEnum, PaymentStatusEnum, TenderEnum } from "./payment.enums.js";

@InputType("PaymentFilter", { description: "Which payments: those that meet every field given." })
export class PaymentFilterInput implements PaymentFilter {
  @Field(() => [PaymentStatusEnum], { nullable: true, description: "Any of these." })
  statuses?: PaymentStatus[] | null;

  @Field(() => [TenderEnum], { nullable: true, description: "Any of these." })
  tenders?: Tender[] | null;

  @Field(() => TimeRangeInput, { nullable: true })
  createdAt?: TimeRangeInput | null;

  @Field(() => TimeRangeInput, { nullable: true, description: "Holds that expire in this span." })
  captureBefore?: TimeRangeInput | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it is unknown if money was taken." })
  outcomeUnknown?: boolean | null;

  @Field(() => [OrderStatusEnum], { nullable: true, description: "The order's status is any of these." })
  orderStatuses?: OrderStatus[] | null;

  @Field(() => [ID], { nullable: true, description: "Any of these." })
  locationIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: "The order's till is any of these." })
  tillIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "It was handed to any of these readers." })
  readerIds?: string[] | null;

  @Field(() => AmountRangeInput, { nullable: true, description: "Without the tip." })
  amountMinor?: AmountRangeInput | null;

  @Field(() => String, { nullable: true, description: "The card's, such as `visa`." })
  brand?: string | null;

  @Field(() => String, { nullable: true, description: "The card's." })
  last4?: string | null;

  @Field(() => String, { nullable: true, description: "The connected account, `acct_…`." })
  stripeAccount?: string | null;

  @Field(() => String, { nullable: true, description: "`pi_…`" })
  stripePaymentIntentId?: string | null;

  @Field(() => String, { nullable: true, description: "`ch_…`" })
  stripeChargeId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether a platform's share is taken." })
  hasApplicationFee?: boolean | null;

  @Field(() => PaymentOriginEnum, { nullable: true })
  origin?: PaymentOrigin | null;
}
