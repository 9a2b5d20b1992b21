import { Field, ID, InputType } from "type-graphql";

@InputType("CancelReaderActionInput", { description: "Ends what runs on a reader, if it is what the cashier saw." })
export class CancelReaderActionInput {
  @Field(() => ID)
  readerId!: string;

  @Field(() => ID, { description: "The action the cashier saw: another one that runs by now is left alone." })
  actionId!: string;
}
