import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";

/**
 * Whether the client selected a field of what a resolver answers, in fragments too. Directives are not weighed:
 * a field that `@skip` leaves out is worked out for nothing, which is harmless.
 */
export function selectsField(info: GraphQLResolveInfo, name: string): boolean {
  return info.fieldNodes.some((node) => node.selectionSet !== undefined && hasField(info, node.selectionSet, name));
}

function hasField(info: GraphQLResolveInfo, selectionSet: SelectionSetNode, name: string): boolean {
  return selectionSet.selections.some((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return selection.name.value === name;
      case Kind.INLINE_FRAGMENT:
        return hasField(info, selection.selectionSet, name);
      case Kind.FRAGMENT_SPREAD: {
        const fragment = info.fragments[selection.name.value];
        return fragment !== undefined && hasField(info, fragment.selectionSet, name);
      }
    }
  });
}
