import { Field, ObjectType } from "type-graphql";
import type { PaymentFailure } from "../../domain/payment.js";

@ObjectType("PaymentError", {
  simpleResolvers: true,
  description: "Why an attempt took no money. A decline is a state of the payment, not an error of the request.",
})
export class PaymentErrorType implements PaymentFailure {
  @Field(() => String, {
    description:
      "Stripe's code, `card_declined` and so on. What a mutation would have answered as an error, had it waited, bears that " +
      "error's code: `READER_OFFLINE`, `ACTION_REPLACED`. `reader_freed` is ours.",
  })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: "The bank's reason, `insufficient_funds` and so on. Not for the customer.",
  })
  declineCode!: string | null;

  @Field(() => String, { nullable: true, description: "Stripe's advice, `try_again_later`, `do_not_try_again`." })
  adviceCode!: string | null;

  @Field(() => String, { description: "A sentence in English for the cashier. Don't parse it." })
  cashierMessage!: string;

  @Field(() => String, {
    description: "A sentence in English for the customer. Lost, stolen and fraudulent cards get the general one.",
  })
  customerMessage!: string;
}
