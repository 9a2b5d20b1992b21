import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { NodeType } from "../schema/node.type.js";
import { findNode } from "../use-cases/find-node.js";
import type { GraphQLContext } from "./context.js";

@Resolver()
export class NodeQuery {
  @Query(() => NodeType, {
    nullable: true,
    description: "Anything by its id; null where there is none. For the roles that may read that type.",
  })
  async node(@Arg("id", () => ID) id: string, @Ctx() { deps, actor }: GraphQLContext): Promise<NodeType | null> {
    const found = await findNode(deps, actor, id);
    return found === null ? null : found.value;
  }
}
