import { Ctx, Query, Resolver } from "type-graphql";
import { ServerInfoType } from "../schema/server-info.type.js";
import { getServerInfo } from "../use-cases/get-server-info.js";
import type { GraphQLContext } from "./context.js";

@Resolver()
export class ServerInfoQuery {
  @Query(() => ServerInfoType, { description: "What this server is connected to. For every role." })
  async serverInfo(@Ctx() { deps, actor }: GraphQLContext): Promise<ServerInfoType> {
    return getServerInfo(deps, actor);
  }
}
