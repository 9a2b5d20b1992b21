import { type ClassType, Field, Int, ObjectType } from "type-graphql";
import { MAX_COUNTED } from "../../domain/page.js";
import type { Connection } from "./connection.js";
import { PageInfoType } from "./page-info.type.js";

/** Makes the connection type of a node type, and its edge type with it. */
export function connectionOf<T extends object>(
  nodeName: string,
  nodeType: () => ClassType<T>,
): ClassType<Connection<T>> {
  @ObjectType(`${nodeName}Edge`, { simpleResolvers: true, description: `A ${nodeName} and its place in the list.` })
  class Edge {
    @Field(() => nodeType())
    node!: T;

    @Field(() => String, { description: "Opaque. Give it as `after` or `before`." })
    cursor!: string;
  }

  @ObjectType(`${nodeName}Connection`, { simpleResolvers: true, description: `One page of a list of ${nodeName}.` })
  class ConnectionOfNode implements Connection<T> {
    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => [nodeType()], { description: "The same rows as `edges`, without their cursors." })
    nodes!: T[];

    @Field(() => PageInfoType)
    pageInfo!: PageInfoType;

    @Field(() => Int, {
      nullable: true,
      description: `How many rows the whole list has. Counted only when selected, and up to ${MAX_COUNTED}: null for a longer list.`,
    })
    totalCount!: number | null;
  }

  return ConnectionOfNode;
}
