import DataLoader from "dataloader";
import type { Location } from "../domain/location.js";
import type { NextSafeAction } from "../domain/next-safe-action.js";
import type { Order, OrderLine } from "../domain/order.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Payment } from "../domain/payment.js";
import type { ReaderAction } from "../domain/reader-action.js";
import type { Reader } from "../domain/reader.js";
import type { Refund } from "../domain/refund.js";
import type { TimelineEntry } from "../domain/timeline.js";
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
  paymentPagesOfOrders,
  paymentsByIds,
  readersByIds,
  refundsOfPayments,
  timelinePagesOfOrders,
} from "../use-cases/read-batches.js";

/** Reads for field resolvers, gathered into one query per kind and tick. */
export interface Loaders {
  order: DataLoader<string, Order | null>;
  payment: DataLoader<string, Payment | null>;
  location: DataLoader<string, Location | null>;
  reader: DataLoader<string, Reader | null>;
  linesOfOrder: DataLoader<string, OrderLine[]>;
  paymentPageOfOrder: DataLoader<PageKey, Page<Payment>, string>;
  timelinePageOfOrder: DataLoader<PageKey, Page<TimelineEntry>, string>;
  actionsOfPayment: DataLoader<string, ReaderAction[]>;
  refundsOfPayment: DataLoader<string, Refund[]>;
  currentActionOfReader: DataLoader<string, ReaderAction | null>;
  openRedirectOfPayment: DataLoader<string, ReaderAction | null>;
  nextActionsOfPayment: DataLoader<string, NextSafeAction[]>;
  nextActionsOfOrder: DataLoader<string, NextSafeAction[]>;
}

/** A page of one parent's list. */
export interface PageKey {
  id: string;
  page: PageRequest;
}

type Read<Value> = (deps: Deps, ids: readonly string[]) => Promise<Value[]>;

/**
 * Makes loaders that remember what they read. They live for one request, one event of a subscription or one root
 * mutation, never longer: a second mutation in a document must not be answered with what the first one saw.
 */
export function createLoaders(deps: Deps): Loaders {
  const byId = <Value>(read: Read<Value>) => new DataLoader<string, Value>((ids) => read(deps, ids));
  return {
    order: byId(ordersByIds),
    payment: byId(paymentsByIds),
    location: byId(locationsByIds),
    reader: byId(readersByIds),
    linesOfOrder: byId(linesOfOrders),
    paymentPageOfOrder: byPage(deps, paymentPagesOfOrders),
    timelinePageOfOrder: byPage(deps, timelinePagesOfOrders),
    actionsOfPayment: byId(actionsOfPayments),
    refundsOfPayment: byId(refundsOfPayments),
    currentActionOfReader: byId(currentActionsOfReaders),
    openRedirectOfPayment: byId(openRedirectsOfPayments),
    nextActionsOfPayment: byId(nextActionsOfPayments),
    nextActionsOfOrder: byId(nextActionsOfOrders),
  };
}

/** Parents whose pages are asked for alike are read together: one field of a query asks all its parents alike. */
function byPage<Value>(
  deps: Deps,
  read: (deps: Deps, ids: readonly string[], page: PageRequest) => Promise<Page<Value>[]>,
): DataLoader<PageKey, Page<Value>, string> {
  const readAll = async (keys: readonly PageKey[]): Promise<Page<Value>[]> => {
    const pages = new Map<PageKey, Page<Value>>();
    const asked = new Map(keys.map(({ page }) => [JSON.stringify(page), page]));
    for (const [text, page] of asked) {
      const alike = keys.filter((key) => JSON.stringify(key.page) === text);
      const found = await read(
        deps,
        alike.map(({ id }) => id),
        page,
      );
      for (const [index, key] of alike.entries()) pages.set(key, found[index] as Page<Value>);
    }
    return keys.map((key) => pages.get(key) as Page<Value>);
  };
  return new DataLoader(readAll, { cacheKeyFn: ({ id, page }) => `${id} ${JSON.stringify(page)}` });
}
