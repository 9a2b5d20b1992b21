import DataLoader from "dataloader";
import type { Location } from "../domain/location.js";
import type { NextSafeAction } from "../domain/next-safe-actions.js";
import type { Order, OrderLine } from "../domain/order.js";
import type { Payment } from "../domain/payment.js";
import type { ReaderAction } from "../domain/reader-action.js";
import type { Reader } from "../domain/reader.js";
import type { Refund } from "../domain/refund.js";
import type { Deps } from "../use-cases/deps.js";
import {
  actionsOfPayments,
  currentActionsOfReaders,
  linesOfOrders,
  locationsByIds,
  nextActionsOfOrders,
  nextActionsOfPayments,
  openRedirectsOfPayments,
  ordersByIds,
  paymentsByIds,
  readersByIds,
  refundsOfPayments,
} from "../use-cases/read-batches.js";

/** Reads for field resolvers, gathered into one query per kind and tick. */
export interface Loaders {
  order: DataLoader<string, Order | null>;
  payment: DataLoader<string, Payment | null>;
  location: DataLoader<string, Location | null>;
  reader: DataLoader<string, Reader | null>;
  linesOfOrder: DataLoader<string, OrderLine[]>;
  actionsOfPayment: DataLoader<string, ReaderAction[]>;
  refundsOfPayment: DataLoader<string, Refund[]>;
  currentActionOfReader: DataLoader<string, ReaderAction | null>;
  openRedirectOfPayment: DataLoader<string, ReaderAction | null>;
  nextActionsOfPayment: DataLoader<Payment, NextSafeAction[], string>;
  nextActionsOfOrder: DataLoader<Order, NextSafeAction[], string>;
}

type Read<Key, Value> = (deps: Deps, keys: readonly Key[]) => Promise<Value[]>;

/**
 * Makes loaders that remember what they read. They live for one request, one event of a subscription or one root
 * mutation, never longer: a second mutation in a document must not be answered with what the first one saw.
 */
export function createLoaders(deps: Deps): Loaders {
  const byId = <Value>(read: Read<string, Value>) => new DataLoader<string, Value>((ids) => read(deps, ids));
  const byEntity = <Entity extends { id: string }, Value>(read: Read<Entity, Value>) =>
    new DataLoader<Entity, Value, string>((entities) => read(deps, entities), { cacheKeyFn: ({ id }) => id });
  return {
    order: byId(ordersByIds),
    payment: byId(paymentsByIds),
    location: byId(locationsByIds),
    reader: byId(readersByIds),
    linesOfOrder: byId(linesOfOrders),
    actionsOfPayment: byId(actionsOfPayments),
    refundsOfPayment: byId(refundsOfPayments),
    currentActionOfReader: byId(currentActionsOfReaders),
    openRedirectOfPayment: byId(openRedirectsOfPayments),
    nextActionsOfPayment: byEntity(nextActionsOfPayments),
    nextActionsOfOrder: byEntity(nextActionsOfOrders),
  };
}
