import { Field, InputType } from "type-graphql";
import { AddressInput } from "./address.input.js";

@InputType("CreateLocationInput", { description: "A new shop." })
export class CreateLocationInput {
  @Field(() => String, { description: "Yours, unique for this attempt: the same key again answers the same location." })
  idempotencyKey!: string;

  @Field(() => String, { description: "How people call it; readers show it." })
  displayName!: string;

  @Field(() => AddressInput, { description: "Its country decides which cards and readers work there." })
  address!: AddressInput;

  @Field(() => String, { description: "IANA name, such as Europe/Zurich." })
  timeZone!: string;
}
