import { Field, ID, InputType } from "type-graphql";
import { CurrencyCodeScalar } from "../scalars/currency-code.scalar.js";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";
import { JsonObjectScalar } from "../scalars/json-object.scalar.js";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";
import { OrderLineInput } from "./order-line.input.js";

@InputType("CreateOrderInput", {
  description:
    "A new order. The reference is its idempotency key: the same one again with the same content answers the same order, with other content it is refused (IDEMPOTENCY_KEY_REUSED).",
})
export class CreateOrderInput {
  @Field(() => String, { description: "The POS's own order number, unique per account and location." })
  reference!: string;

  @Field(() => ID, { description: "The shop, `loc_…`." })
  locationId!: string;

  @Field(() => String, { description: "The till that makes the order, as it calls itself." })
  tillId!: string;

  @Field(() => String, { nullable: true, description: "Who serves, as the POS calls them." })
  staffRef?: string | null;

  @Field(() => CurrencyCodeScalar)
  currency!: string;

  @Field(() => MinorUnitsScalar, { description: "What the customer owes, taxes included, without tips." })
  totalMinor!: number;

  @Field(() => [OrderLineInput], {
    defaultValue: [],
    description: "The receipt's lines, 500 at most. When given, they add up to `totalMinor`.",
  })
  lines!: OrderLineInput[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "A tab or a stay: reconciliation leaves the order's holds alone until then.",
  })
  holdUntil?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "The connected account that is paid, `acct_…`. Default: our own.",
  })
  stripeAccount?: string | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: "Yours; kept as given." })
  metadata?: Record<string, unknown> | null;
}
