import { ArgsType, Field, ID } from "type-graphql";
import { ConnectionArguments } from "../connections/connection-arguments.js";

@ArgsType()
export class ReadersArguments extends ConnectionArguments {
  @Field(() => ID, { nullable: true, description: "Only this location's." })
  locationId?: string | null;
}
