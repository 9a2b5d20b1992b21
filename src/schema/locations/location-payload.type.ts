import { Field, ObjectType } from "type-graphql";
import { LocationType } from "./location.type.js";

@ObjectType("LocationPayload", { simpleResolvers: true })
export class LocationPayload {
  @Field(() => LocationType)
  location!: LocationType;
}
