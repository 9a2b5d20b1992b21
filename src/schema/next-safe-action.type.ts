import { Field, ObjectType } from "type-graphql";
import { NEXT_ACTIONS, type NextAction } from "../domain/next-safe-action.js";
import { registerEnum } from "./register-enum.js";
import { DateTimeScalar } from "./scalars/date-time.scalar.js";

const NextActionEnum = registerEnum("NextAction", NEXT_ACTIONS, {
  description: "Something a cashier may safely do. The enum stays open: show `reason` for a value you don't know.",
  values: {
    WAIT: "Something is under way. Poll, or subscribe to `orderEvents`; take no other money meanwhile.",
    PROCESS_ON_READER: "`processPaymentIntent` with this payment, at any reader of the location.",
    CONFIRM: "Confirm this payment; for TWINT that is `confirmTwintPayment`.",
    OPEN_REDIRECT: "Show the customer `twint.qrCodeSvg` or open `twint.redirectUrl`.",
    CAPTURE: "`capturePaymentIntent`: the money is held and not taken yet.",
    CANCEL:
      "`cancelPaymentIntent`; `cancelOrder` where an open order offers it, its `reservedMinor` is 0 and it does not call for help.",
    CANCEL_READER_ACTION: "`cancelReaderAction` with the action that is shown.",
    COMPLETE_ORDER: "`completeOrder`: the order is covered; it takes what is held.",
    REFUND: "Give money back.",
    TAKE_ANOTHER_TENDER: "Start another payment: this one can't take the money any more.",
    RECHECK: "`recheckPayment`: ask Stripe now.",
    CHECK_CONNECTION: "Results don't arrive: check the reader's and the shop's network.",
    CALL_FOR_HELP:
      "A person has to look. Don't take the money another way, unless `reason` says that it can be recorded.",
  },
});

@ObjectType("NextSafeAction", {
  simpleResolvers: true,
  description:
    "What may be done now without taking money twice, the likeliest first. What is not listed is not safe, or makes no sense now. An order repeats what its payments offer while they keep a share of it or hold money that is to be settled: do that with the payment that offers it.",
})
export class NextSafeActionType {
  @Field(() => NextActionEnum)
  action!: NextAction;

  @Field(() => String, { description: "A sentence in English that may be shown to the cashier." })
  reason!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "Not before this moment: earlier it would find nothing new.",
  })
  notBefore!: Date | null;
}
