import type { GraphQLResolveInfo } from "graphql";
import { type PageArguments, type PageRequest, toPageRequest } from "../domain/page.js";
import { selectsField } from "./selects-field.js";

/** Reads a connection's arguments; the total is counted only where it was selected. */
export function pageRequestOf(args: PageArguments, info: GraphQLResolveInfo): PageRequest {
  return toPageRequest(args, selectsField(info, "totalCount"));
}
