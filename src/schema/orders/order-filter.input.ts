import { Field, ID, InputType } from "type-graphql";
import type { OrderFilter } from "../../domain/filters.js";
import type { OrderPaymentState, OrderStatus } from "../../domain/order.js";
import { AmountRangeInput } from "../amount-range.input.js";
import { TimeRangeInput } from "../time-range.input.js";
import { OrderPaymentStateEnum, OrderStatusEnum } from "./order.enums.js";

@InputType("OrderFilter", { description: "Which orders: those that meet every field given." })
export class OrderFilterInput implements OrderFilter {
  @Field(() => [OrderStatusEnum], { nullable: true, description: "Any of these." })
  statuses?: OrderStatus[] | null;

  @Field(() => [OrderPaymentStateEnum], { nullable: true, description: "Any of these." })
  paymentStates?: OrderPaymentState[] | null;

  @Field(() => TimeRangeInput, { nullable: true })
  createdAt?: TimeRangeInput | null;

  @Field(() => [ID], { nullable: true, description: "Any of these." })
  locationIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Any of these." })
  tillIds?: string[] | null;

  @Field(() => String, { nullable: true, description: "The reference begins with this, letter by letter." })
  referencePrefix?: string | null;

  @Field(() => AmountRangeInput, { nullable: true })
  totalMinor?: AmountRangeInput | null;
}
