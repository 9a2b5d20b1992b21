import { ArgsType, Field, Int } from "type-graphql";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type PageArguments } from "../../domain/page.js";

@ArgsType()
export class ConnectionArguments implements PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: `That many rows from the start of the list, ${MAX_PAGE_SIZE} at most; ${DEFAULT_PAGE_SIZE} when neither \`first\` nor \`last\` is given. Not together with \`last\`.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Only rows after this cursor." })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `That many rows from the end of the list, ${MAX_PAGE_SIZE} at most.`,
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: "Only rows before this cursor." })
  before?: string | null;
}
