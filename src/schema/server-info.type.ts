import { Field, ObjectType } from "type-graphql";

@ObjectType("ServerInfo", { simpleResolvers: true, description: "What this server is connected to." })
export class ServerInfoType {
  @Field(() => Boolean, { description: "Whether real money moves. Show it: a till in test mode looks the same." })
  livemode!: boolean;

  @Field(() => Boolean, { description: "Whether Stripe is the embedded sandbox and no card network is behind it." })
  sandbox!: boolean;

  @Field(() => String, { description: "The Stripe account that all payments belong to, `acct_…`." })
  stripeAccount!: string;

  @Field(() => String, { description: "The version of Stripe's API that this server speaks." })
  apiVersion!: string;

  @Field(() => String, { nullable: true, description: "For Stripe.js and SDKs, `pk_…`. Not a secret." })
  publishableKey!: string | null;

  @Field(() => String, { description: "The server's own version." })
  version!: string;
}
