import { Field, ObjectType } from "type-graphql";
import type { Address } from "../../domain/location.js";

@ObjectType("Address", { simpleResolvers: true, description: "A postal address." })
export class AddressType implements Address {
  @Field(() => String, { nullable: true })
  line1!: string | null;

  @Field(() => String, { nullable: true })
  line2!: string | null;

  @Field(() => String, { nullable: true })
  city!: string | null;

  @Field(() => String, { nullable: true, description: "State, canton or province." })
  state!: string | null;

  @Field(() => String, { nullable: true })
  postalCode!: string | null;

  @Field(() => String, { description: "ISO 3166-1 alpha-2, such as CH." })
  country!: string;
}
