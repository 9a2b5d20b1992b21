import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { FreeReaderInput } from "../schema/readers/free-reader.input.js";
import { PresentPaymentMethodInput } from "../schema/readers/present-payment-method.input.js";
import { ReaderPayload } from "../schema/readers/reader-payload.type.js";
import { RegisterReaderInput } from "../schema/readers/register-reader.input.js";
import { freeReader } from "../use-cases/free-reader.js";
import { presentPaymentMethod } from "../use-cases/present-payment-method.js";
import { registerReader } from "../use-cases/register-reader.js";
import type { GraphQLContext } from "./context.js";

@Resolver()
export class ReaderMutations {
  @Mutation(() => ReaderPayload, { nullable: true, description: "Pairs a reader with a location. For OPERATOR." })
  registerReader(
    @Arg("input", () => RegisterReaderInput) input: RegisterReaderInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<ReaderPayload> {
    return registerReader(deps, actor, input);
  }

  @Mutation(() => ReaderPayload, {
    nullable: true,
    description: "Gives a reader back that a payment holds, after a look at Stripe. For OPERATOR.",
  })
  freeReader(
    @Arg("input", () => FreeReaderInput) input: FreeReaderInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<ReaderPayload> {
    return freeReader(deps, actor, input);
  }

  @Mutation(() => ReaderPayload, {
    nullable: true,
    description: "Holds a test card to a simulated reader: what a customer would do. Never on live keys. For TEST.",
  })
  presentPaymentMethod(
    @Arg("input", () => PresentPaymentMethodInput) input: PresentPaymentMethodInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<ReaderPayload> {
    return presentPaymentMethod(deps, actor, input);
  }
}
