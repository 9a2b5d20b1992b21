import { ArgsType, Field } from "type-graphql";
import type { OrderSort } from "../../domain/filters.js";
import { ConnectionArguments } from "../connections/connection-arguments.js";
import { OrderFilterInput } from "./order-filter.input.js";
import { OrderSortEnum } from "./order.enums.js";

@ArgsType()
export class OrdersArguments extends ConnectionArguments {
  @Field(() => OrderFilterInput, { nullable: true })
  filter?: OrderFilterInput | null;

  @Field(() => OrderSortEnum, { defaultValue: "CREATED_AT_DESC" })
  sort!: OrderSort;
}
