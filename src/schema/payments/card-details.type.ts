import { Field, Int, ObjectType } from "type-graphql";
import type { CardDetails } from "../../domain/payment.js";

@ObjectType("CardDetails", {
  simpleResolvers: true,
  description: "The card as Stripe tells of it. Never a full number.",
})
export class CardDetailsType implements CardDetails {
  @Field(() => String, { description: "`visa`, `mastercard`, `eftpos_au` and so on; take values you don't know." })
  brand!: string;

  @Field(() => String, { nullable: true, description: "A wallet's differ from the plastic card's." })
  last4!: string | null;

  @Field(() => String, { nullable: true, description: "`credit`, `debit`, `prepaid` or `unknown`." })
  funding!: string | null;

  @Field(() => String, { nullable: true, description: "Where it was issued, ISO 3166-1 alpha-2." })
  country!: string | null;

  @Field(() => Int, { nullable: true, description: "1 to 12." })
  expMonth!: number | null;

  @Field(() => Int, { nullable: true, description: "Four digits." })
  expYear!: number | null;

  @Field(() => String, { nullable: true, description: "The network that carried it, where a card has several." })
  network!: string | null;

  @Field(() => String, { nullable: true, description: "`contact_emv`, `contactless_emv` and so on." })
  readMethod!: string | null;

  @Field(() => String, { nullable: true, description: "`apple_pay`, `google_pay` and so on; null for a plastic card." })
  wallet!: string | null;

  @Field(() => Boolean, {
    description: "Whether `wallet` is certain: before the authorization a wallet looks like a card.",
  })
  walletConfirmed!: boolean;

  @Field(() => Boolean, { description: "Canada's debit network: taken at once, refunded on the reader only." })
  interac!: boolean;

  @Field(() => String, { nullable: true, description: "`pm_…` made for later payments, where that was agreed." })
  savedPaymentMethodId!: string | null;

  @Field(() => Boolean, { nullable: true })
  incrementalAuthorizationSupported!: boolean | null;

  @Field(() => Boolean, { nullable: true })
  overcaptureSupported!: boolean | null;
}
