import { ArgsType, Field } from "type-graphql";
import type { PaymentSort } from "../../domain/filters.js";
import { ConnectionArguments } from "../connections/connection-arguments.js";
import { PaymentFilterInput } from "./payment-filter.input.js";
import { PaymentSortEnum } from "./payment.enums.js";

@ArgsType()
export class PaymentsArguments extends ConnectionArguments {
  @Field(() => PaymentFilterInput, { nullable: true })
  filter?: PaymentFilterInput | null;

  @Field(() => PaymentSortEnum, { defaultValue: "CREATED_AT_DESC" })
  sort!: PaymentSort;
}
