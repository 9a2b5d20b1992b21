import { ID, InterfaceType, Field } from "type-graphql";
import { type IdKind, kindOfId } from "../domain/ids.js";

/** Only kinds that the schema shows; an operation's or a key's id is no node. */
const TYPE_BY_KIND: Partial<Record<IdKind, string>> = {
  order: "Order",
  payment: "Payment",
  action: "ReaderAction",
  refund: "Refund",
  reader: "Reader",
  location: "Location",
};

@InterfaceType("Node", {
  description:
    "Anything that `node(id:)` can find again. Ids carry their type: `ord_` `pay_` `act_` `rfd_` `rdr_` `loc_`. Treat the rest of an id as opaque.",
  resolveType: (value: { id: string }) => {
    const kind = kindOfId(value.id);
    return kind === undefined ? undefined : TYPE_BY_KIND[kind];
  },
})
export abstract class NodeType {
  @Field(() => ID, { description: "Ours, never Stripe's. Unique over all types." })
  id!: string;
}
