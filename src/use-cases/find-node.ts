import type { Actor } from "../auth/actor.js";
import { isAtLocation, type Permission, requirePermission } from "../auth/policy.js";
import { findLocation } from "../db/locations.js";
import { findOrder } from "../db/orders.js";
import { findPayment } from "../db/payments.js";
import { findAction } from "../db/reader-actions.js";
import { findReader } from "../db/readers.js";
import { findRefund } from "../db/refunds.js";
import { kindOfId } from "../domain/ids.js";
import type { Location } from "../domain/location.js";
import type { Order } from "../domain/order.js";
import type { Payment } from "../domain/payment.js";
import type { ReaderAction } from "../domain/reader-action.js";
import type { Reader } from "../domain/reader.js";
import type { Refund } from "../domain/refund.js";
import type { Deps } from "./deps.js";

export type FoundNode =
  | { kind: "order"; value: Order }
  | { kind: "payment"; value: Payment }
  | { kind: "action"; value: ReaderAction }
  | { kind: "refund"; value: Refund }
  | { kind: "reader"; value: Reader }
  | { kind: "location"; value: Location };

const PERMISSION: Record<FoundNode["kind"], Permission> = {
  order: "order",
  payment: "payment",
  action: "payment",
  refund: "refund",
  reader: "reader",
  location: "location",
};

/** Whatever an id names, by its prefix; null for what is not there, is no node, or belongs to other locations. */
export async function findNode(deps: Deps, actor: Actor, id: string): Promise<FoundNode | null> {
  const kind = kindOfId(id);
  if (kind === undefined || !isNodeKind(kind)) return null;
  requirePermission(actor, PERMISSION[kind]);
  const node = await read(deps, kind, id);
  if (node === null) return null;
  const locationId = node.kind === "location" ? node.value.id : node.value.locationId;
  return isAtLocation(actor, locationId) ? node : null;
}

function isNodeKind(kind: string): kind is FoundNode["kind"] {
  return kind in PERMISSION;
}

async function read({ db }: Deps, kind: FoundNode["kind"], id: string): Promise<FoundNode | null> {
  switch (kind) {
    case "order":
      return found(kind, await findOrder(db, id));
    case "payment":
      return found(kind, await findPayment(db, id));
    case "action":
      return found(kind, await findAction(db, id));
    case "refund":
      return found(kind, await findRefund(db, id));
    case "reader":
      return found(kind, await findReader(db, id));
    case "location":
      return found(kind, await findLocation(db, id));
  }
}

function found<K extends string, T>(kind: K, value: T | undefined): { kind: K; value: T } | null {
  return value === undefined ? null : { kind, value };
}
