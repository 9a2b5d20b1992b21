import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "../connections/connection-of.js";
import { NodeType } from "../node.type.js";
import { AddressType } from "./address.type.js";

@ObjectType("Location", {
  implements: NodeType,
  simpleResolvers: true,
  description: "A shop: readers stand in it, orders are made at it, keys may be bound to it.",
})
export class LocationType extends NodeType {
  @Field(() => String, { description: "`tml_…`" })
  stripeLocationId!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => AddressType)
  address!: AddressType;

  @Field(() => String, { description: "IANA name, such as Europe/Zurich; days of reports begin and end by it." })
  timeZone!: string;

  @Field(() => Boolean, { description: "Whether real money moves." })
  livemode!: boolean;
}

export const LocationConnection = connectionOf("Location", () => LocationType);
