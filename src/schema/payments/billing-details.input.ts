import { Field, InputType } from "type-graphql";
import { AddressInput } from "../locations/address.input.js";

@InputType("BillingDetailsInput", { description: "Who pays; Stripe keeps it with the payment." })
export class BillingDetailsInput {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => AddressInput, { nullable: true })
  address?: AddressInput | null;
}
