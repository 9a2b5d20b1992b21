import { Field, ObjectType } from "type-graphql";
import {
  ACTION_KINDS,
  READER_ACTION_STATES,
  type ActionKind,
  type ReaderActionState,
} from "../../domain/reader-action.js";
import { NodeType } from "../node.type.js";
import { PaymentErrorType } from "../payments/payment-error.type.js";
import { registerEnum } from "../register-enum.js";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";

const ActionKindEnum = registerEnum("ActionKind", ACTION_KINDS, {
  description: "What occupies a reader or a customer.",
});

const ReaderActionStateEnum = registerEnum("ReaderActionState", READER_ACTION_STATES, {
  description: "How far an action is. DISPATCHING, IN_PROGRESS, CANCELING and UNKNOWN still hold their reader.",
  values: {
    DISPATCHING: "Being sent.",
    IN_PROGRESS: "Stripe said that the reader has it, or that the redirect is open.",
    CANCELING: "Being canceled; the customer may still have paid.",
    SUCCEEDED: "The money is taken or held.",
    FAILED: "Declined, or ended without money; see `failure`.",
    CANCELED: "Canceled, and looked up: no money was taken.",
    NOT_DELIVERED: "It never began; the same payment can be tried again.",
    UNKNOWN: "No answer. It is looked up until it is known; take no other money meanwhile.",
  },
});

@ObjectType("ReaderAction", {
  implements: NodeType,
  simpleResolvers: true,
  description:
    "One occupation of a reader, or an open redirect to TWINT. A reader and a payment have one live action at most.",
})
export class ReaderActionType extends NodeType {
  @Field(() => ActionKindEnum)
  kind!: ActionKind;

  @Field(() => ReaderActionStateEnum)
  state!: ReaderActionState;

  @Field(() => PaymentErrorType, {
    nullable: true,
    description: "Why it took no money; of one that is still under way, why its last cancel was refused.",
  })
  failure!: PaymentErrorType | null;

  @Field(() => DateTimeScalar, { description: "When we end it ourselves: canceled, then looked up." })
  deadlineAt!: Date;

  @Field(() => DateTimeScalar)
  startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  endedAt!: Date | null;

  // For the resolver of reader; not a field of the schema.
  readerId!: string | null;
}
