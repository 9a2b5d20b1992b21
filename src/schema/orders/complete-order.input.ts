import { Field, ID, InputType } from "type-graphql";

@InputType("CompleteOrderInput", { description: "The goods are handed over." })
export class CompleteOrderInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description: "Take what is held: a capture is written down for each hold, together with the completion.",
  })
  captureHolds!: boolean;
}
