import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ReaderActionType } from "../schema/readers/reader-action.type.js";
import { ReaderType } from "../schema/readers/reader.type.js";
import type { GraphQLContext } from "./context.js";
import { loadExisting } from "./load-existing.js";

@Resolver(() => ReaderActionType)
export class ReaderActionFields {
  @FieldResolver(() => ReaderType, { nullable: true, description: "Null for a redirect." })
  reader(@Root() action: ReaderActionType, @Ctx() { loaders }: GraphQLContext): Promise<ReaderType> | null {
    return action.readerId === null ? null : loadExisting(loaders.reader, action.readerId);
  }
}
