import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root, Subscription } from "type-graphql";
import { isStuck } from "../domain/stuck.js";
import { type Connection, toConnection } from "../schema/connections/connection.js";
import { LocationType } from "../schema/locations/location.type.js";
import { ReaderActionType } from "../schema/readers/reader-action.type.js";
import { ReaderConnection, ReaderType } from "../schema/readers/reader.type.js";
import { ReadersArguments } from "../schema/readers/readers.arguments.js";
import { findReader } from "../use-cases/find-reader.js";
import { listReaders } from "../use-cases/list-readers.js";
import { subscribeToReader } from "../use-cases/subscribe-to-reader.js";
import { type GraphQLContext, renewLoaders } from "./context.js";
import { loadExisting } from "./load-existing.js";
import { pageRequestOf } from "./page-request.js";

@Resolver(() => ReaderType)
export class Readers {
  @Query(() => ReaderType, { nullable: true, description: "Null where there is none. For TILL and OPERATOR." })
  reader(@Arg("id", () => ID) id: string, @Ctx() { deps, actor }: GraphQLContext): Promise<ReaderType | null> {
    return findReader(deps, actor, id);
  }

  @Query(() => ReaderConnection, { description: "The readers of one location, or of all. For TILL and OPERATOR." })
  async readers(
    @Args(() => ReadersArguments) { locationId, ...page }: ReadersArguments,
    @Ctx() { deps, actor }: GraphQLContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ReaderType>> {
    return toConnection(
      await listReaders(deps, actor, { locationId: locationId ?? null, page: pageRequestOf(page, info) }),
    );
  }

  @Subscription(() => ReaderType, {
    description: "A reader as it is now, and again when its status or what holds it changes. For TILL and OPERATOR.",
    subscribe: ({ args, context }: { args: { readerId: string }; context: GraphQLContext }) =>
      subscribeToReader(context.deps, context.actor, args.readerId),
  })
  readerChanged(
    @Root() reader: ReaderType,
    @Arg("readerId", () => ID) _readerId: string,
    @Ctx() context: GraphQLContext,
  ): ReaderType {
    // One context serves the whole subscription: without this a change would show what an earlier one read.
    renewLoaders(context);
    return reader;
  }

  @FieldResolver(() => LocationType)
  location(@Root() reader: ReaderType, @Ctx() { loaders }: GraphQLContext): Promise<LocationType> {
    return loadExisting(loaders.location, reader.locationId);
  }

  @FieldResolver(() => ReaderActionType, { nullable: true, description: "What holds the reader now." })
  currentAction(@Root() reader: ReaderType, @Ctx() { loaders }: GraphQLContext): Promise<ReaderActionType | null> {
    return loaders.currentActionOfReader.load(reader.id);
  }

  @FieldResolver(() => Boolean, {
    description: "Held for too long by an action that nobody could end: a person has to look.",
  })
  async stuck(@Root() reader: ReaderType, @Ctx() { deps, loaders }: GraphQLContext): Promise<boolean> {
    return isStuck(await loaders.currentActionOfReader.load(reader.id), deps.clock.now());
  }
}
