import { Field, ObjectType } from "type-graphql";

@ObjectType("PageInfo", { simpleResolvers: true, description: "Where a page lies in its list." })
export class PageInfoType {
  @Field(() => Boolean, { description: "There are rows after `endCursor`." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "There are rows before `startCursor`." })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Give it as `before` for the page before. Null on an empty page.",
  })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Give it as `after` for the next page. Null on an empty page." })
  endCursor!: string | null;
}
