import { Field, ObjectType } from "type-graphql";
import { TimelineEntryType } from "../orders/timeline-entry.type.js";
import { PaymentType } from "./payment.type.js";

@ObjectType("PaymentExplanation", { simpleResolvers: true })
export class PaymentExplanationType {
  @Field(() => PaymentType)
  payment!: PaymentType;

  @Field(() => [TimelineEntryType], { description: "All that happened to it, oldest first; the latest 500." })
  entries!: TimelineEntryType[];

  @Field(() => String, { description: "The same in sentences, one a line, and how it stands now. For people to read." })
  summary!: string;
}
