import type { Page } from "../../domain/page.js";
import type { PageInfoType } from "./page-info.type.js";

/** What a Relay connection answers. */
export interface Connection<T> {
  edges: { node: T; cursor: string }[];
  nodes: T[];
  pageInfo: PageInfoType;
  totalCount: number | null;
}

export function toConnection<T>({ items, hasNextPage, hasPreviousPage, totalCount }: Page<T>): Connection<T> {
  return {
    edges: items,
    nodes: items.map((item) => item.node),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: items.at(0)?.cursor ?? null,
      endCursor: items.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
