import { Field, InputType } from "type-graphql";

@InputType("AddressInput", {
  description: "A postal address. For a location Stripe wants `line1`, `city` and `postalCode` too.",
})
export class AddressInput {
  @Field(() => String, { nullable: true })
  line1?: string | null;

  @Field(() => String, { nullable: true })
  line2?: string | null;

  @Field(() => String, { nullable: true })
  city?: string | null;

  @Field(() => String, { nullable: true, description: "State, canton or province." })
  state?: string | null;

  @Field(() => String, { nullable: true })
  postalCode?: string | null;

  @Field(() => String, { description: "ISO 3166-1 alpha-2, such as CH." })
  country!: string;
}
