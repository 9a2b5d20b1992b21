import { BadInput } from "./errors.js";
import { isCurrency, MAX_ORDER_TOTAL_MINOR } from "./money.js";
import type { OrderLine } from "./order.js";

export const MAX_LINES = 500;
const MAX_TEXT = 200;
const MAX_DESCRIPTION = 500;
/** Stripe's own limit; orders' metadata may go along with a PaymentIntent one day. */
const MAX_METADATA_KEYS = 50;

export interface OrderLineInput {
  description: string;
  quantity: number;
  unitAmountMinor: number;
  amountMinor: number;
  taxMinor?: number | null | undefined;
}

export interface OrderContent {
  reference: string;
  tillId: string;
  staffRef?: string | null | undefined;
  currency: string;
  totalMinor: number;
  lines: OrderLineInput[];
  metadata?: Record<string, unknown> | null | undefined;
}

/** Refuses an order that cannot be meant so, naming the field. */
export function assertOrderContent(content: OrderContent): void {
  assertText("reference", content.reference);
  assertText("tillId", content.tillId);
  if (content.staffRef != null) assertText("staffRef", content.staffRef);
  if (!isCurrency(content.currency))
    throw new BadInput("currency", `${JSON.stringify(content.currency)} is no ISO 4217 currency.`);
  assertTotal(content.totalMinor);
  assertLines(content.lines, content.totalMinor);
  assertMetadata(content.metadata);
}

export function assertTotal(totalMinor: number): void {
  if (!Number.isSafeInteger(totalMinor) || totalMinor < 0 || totalMinor > MAX_ORDER_TOTAL_MINOR) {
    throw new BadInput("totalMinor", `totalMinor must be a whole number from 0 to ${MAX_ORDER_TOTAL_MINOR}.`);
  }
}

/** Lines may be left out; when they are given they are the whole order and add up to its total. */
export function assertLines(lines: readonly OrderLineInput[], totalMinor: number): void {
  if (lines.length === 0) return;
  if (lines.length > MAX_LINES) throw new BadInput("lines", `An order has at most ${MAX_LINES} lines.`);
  let sumMinor = 0;
  for (const [index, line] of lines.entries()) {
    if (line.description.trim() === "" || line.description.length > MAX_DESCRIPTION) {
      throw new BadInput(`lines.${index}.description`, `A line's description has 1 to ${MAX_DESCRIPTION} characters.`);
    }
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1) {
      throw new BadInput(`lines.${index}.quantity`, "A line's quantity is at least 1.");
    }
    sumMinor += line.amountMinor;
  }
  if (sumMinor !== totalMinor)
    throw new BadInput("lines", `The lines add up to ${sumMinor}, not to the total of ${totalMinor}.`);
}

export function assertMetadata(metadata: Record<string, unknown> | null | undefined): void {
  if (metadata == null) return;
  if (Object.keys(metadata).length > MAX_METADATA_KEYS) {
    throw new BadInput("metadata", `metadata has at most ${MAX_METADATA_KEYS} keys.`);
  }
}

function assertText(field: string, text: string): void {
  if (text.trim() === "" || text.length > MAX_TEXT)
    throw new BadInput(field, `${field} has 1 to ${MAX_TEXT} characters.`);
}

export function toLines(lines: readonly OrderLineInput[]): OrderLine[] {
  return lines.map(({ description, quantity, unitAmountMinor, amountMinor, taxMinor }) => ({
    description,
    quantity,
    unitAmountMinor,
    amountMinor,
    taxMinor: taxMinor ?? null,
  }));
}
