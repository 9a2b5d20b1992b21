import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from "type-graphql";
import { ConnectionArguments } from "../schema/connections/connection-arguments.js";
import { type Connection, toConnection } from "../schema/connections/connection.js";
import { CreateLocationInput } from "../schema/locations/create-location.input.js";
import { LocationPayload } from "../schema/locations/location-payload.type.js";
import { LocationConnection, LocationType } from "../schema/locations/location.type.js";
import { ReaderConnection, type ReaderType } from "../schema/readers/reader.type.js";
import { createLocation } from "../use-cases/create-location.js";
import { findLocation } from "../use-cases/find-location.js";
import { listLocations } from "../use-cases/list-locations.js";
import { listReaders } from "../use-cases/list-readers.js";
import type { GraphQLContext } from "./context.js";
import { pageRequestOf } from "./page-request.js";

@Resolver(() => LocationType)
export class Locations {
  @Query(() => LocationType, { nullable: true, description: "Null where there is none. For every role." })
  location(@Arg("id", () => ID) id: string, @Ctx() { deps, actor }: GraphQLContext): Promise<LocationType | null> {
    return findLocation(deps, actor, id);
  }

  @Query(() => LocationConnection, { description: "For every role; a key bound to locations sees these." })
  async locations(
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { deps, actor }: GraphQLContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<LocationType>> {
    return toConnection(await listLocations(deps, actor, { page: pageRequestOf(page, info) }));
  }

  @Mutation(() => LocationPayload, {
    nullable: true,
    description: "Makes a location at Stripe and here. For OPERATOR.",
  })
  async createLocation(
    @Arg("input", () => CreateLocationInput) input: CreateLocationInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<LocationPayload> {
    return { location: await createLocation(deps, actor, input) };
  }

  @FieldResolver(() => ReaderConnection, { description: "For TILL and OPERATOR." })
  async readers(
    @Root() location: LocationType,
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { deps, actor }: GraphQLContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ReaderType>> {
    return toConnection(await listReaders(deps, actor, { locationId: location.id, page: pageRequestOf(page, info) }));
  }
}
