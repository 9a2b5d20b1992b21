import type { SeenOrder } from "./asked-fields.js";
import { editedMinor, LEAST_BY_CARD_MINOR, STEP_MINOR } from "./cashier-amounts.js";
import { type CashierDeps, CashierMoves } from "./cashier-moves.js";
import { doMischief } from "./do-mischief.js";
import { goOnWithPayment } from "./go-on-with-payment.js";

/** How often the cashier looks at one sale before calling it off. */
const PATIENCE_LOOKS = 45;
const SPLIT_FROM_MINOR = 1_000;
const SPLIT_SHARE = 0.25;

/** Sells one thing, by what the till offers; now and then by what it does not. */
export async function sell(deps: CashierDeps, sale: string, onOrder: (orderId: string) => void): Promise<void> {
  const { chance, till, world, locationId } = deps;
  const moves = new CashierMoves(deps, sale);
  const totalMinor = 200 + STEP_MINOR * chance.within([0, 400], sale, "total");
  const order = { reference: sale, locationId, tillId: till.name, currency: "CHF", totalMinor };
  const made = await moves.askUntilAnswered("createOrder", order);
  const orderId = (made?.["order"] as SeenOrder | undefined)?.id;
  if (orderId === undefined) return;
  onOrder(orderId);
  for (;;) {
    const seen = await moves.look(orderId);
    if (seen !== undefined && isSettled(seen)) return;
    if (seen !== undefined) await doNext(seen, moves);
    await world.sleep(till.name, chance.within([400, 2_500], sale, "pause", moves.looks));
  }
}

async function doNext(order: SeenOrder, moves: CashierMoves): Promise<void> {
  const { about } = moves;
  const { faults, chance } = moves.deps;
  const isOpen = order.status === "OPEN";
  if (isOpen && faults.strikes("till_mischief", about)) return doMischief(order, moves);
  if (isOpen && faults.moves("edits_a_total", about)) {
    const totalMinor = editedMinor(order.totalMinor, chance, about);
    return moves.mutate("updateOrder", { orderId: order.id, totalMinor });
  }
  const busy = order.payments.nodes.find(({ nextSafeActions: [first] }) => isUnderWay(first?.action));
  if (busy !== undefined && isOpen && faults.moves("voids_while_under_way", about))
    return moves.mutate("cancelOrder", { orderId: order.id });
  if (busy !== undefined) return goOnWithPayment(busy, order, moves);
  const offers = order.nextSafeActions.map(({ action }) => action);
  if (isOpen && (await captureFirst(order, moves))) return;
  if (offers.includes("COMPLETE_ORDER")) {
    const captureHolds = !faults.moves("completes_without_captures", about);
    return moves.mutate("completeOrder", { orderId: order.id, captureHolds });
  }
  if (!isOpen || offers.includes("CALL_FOR_HELP")) return settleHolds(order, moves);
  const isCalledOff = moves.looks > PATIENCE_LOOKS || chance.share(about, "calls it off") < 0.02;
  if (isCalledOff && order.reservedMinor === 0 && offers.includes("CANCEL"))
    return moves.mutate("cancelOrder", { orderId: order.id });
  if (isCalledOff && offers.includes("TAKE_ANOTHER_TENDER")) {
    return moves.take(order.id, { tender: "CASH", amountMinor: order.chargeableMinor, idempotencyKey: about });
  }
  const idle = order.payments.nodes.find(({ nextSafeActions: [first] }) => isWaitingForUs(first?.action));
  if (idle !== undefined) return goOnWithPayment(idle, order, moves);
  if (offers.includes("TAKE_ANOTHER_TENDER")) return takeTender(order, moves);
}

/** Before the order is complete, a part of a hold, or all of it and some of that as a tip. */
async function captureFirst({ payments }: SeenOrder, moves: CashierMoves): Promise<boolean> {
  const held = payments.nodes.find(({ nextSafeActions }) => nextSafeActions.some(({ action }) => action === "CAPTURE"));
  if (held === undefined || held.amountCapturableMinor <= 4 * STEP_MINOR) return false;
  const { about } = moves;
  const { faults, chance } = moves.deps;
  const lessMinor = STEP_MINOR * chance.within([1, 3], about, "less");
  const part = { paymentId: held.id, saleAmountMinor: held.amountCapturableMinor - lessMinor };
  if (faults.moves("captures_in_part", about)) await moves.mutate("capturePaymentIntent", part);
  else if (faults.moves("captures_with_a_tip", about))
    await moves.mutate("capturePaymentIntent", { ...part, tipMinor: lessMinor });
  else return false;
  return true;
}

/** A closed order may still hold money that is to be taken, or let go. */
async function settleHolds(order: SeenOrder, moves: CashierMoves): Promise<void> {
  for (const { id, nextSafeActions } of order.payments.nodes) {
    const offers = nextSafeActions.map(({ action }) => action);
    if (offers.includes("CAPTURE") && order.status === "COMPLETED")
      await moves.mutate("capturePaymentIntent", { paymentId: id });
    else if (offers.includes("CANCEL")) await moves.mutate("cancelPaymentIntent", { paymentId: id });
  }
}

async function takeTender({ chargeableMinor, id }: SeenOrder, moves: CashierMoves): Promise<void> {
  const { about } = moves;
  const { chance, faults } = moves.deps;
  const isSplit = chargeableMinor > SPLIT_FROM_MINOR && chance.share(about, "splits") < SPLIT_SHARE;
  const amountMinor = isSplit ? STEP_MINOR * Math.floor(chargeableMinor / (2 * STEP_MINOR)) : chargeableMinor;
  if (amountMinor < LEAST_BY_CARD_MINOR) return moves.take(id, { tender: "CASH", amountMinor, idempotencyKey: about });
  if (faults.moves("confirms_at_the_till", about)) {
    return moves.take(id, { tender: "TWINT", amountMinor, idempotencyKey: about, handover: "CLIENT" });
  }
  const tender = chance.pick(["CARD_PRESENT", "CARD_PRESENT", "CARD_PRESENT", "TWINT", "CASH"], about, "tender");
  await moves.take(id, { tender, amountMinor, idempotencyKey: about });
}

const UNDER_WAY = new Set(["WAIT", "OPEN_REDIRECT", "CHECK_CONNECTION", "CALL_FOR_HELP", "RECHECK"]);
const WAITING_FOR_US = new Set(["PROCESS_ON_READER", "CONFIRM", "CANCEL"]);

function isUnderWay(action: string | undefined): boolean {
  return action !== undefined && UNDER_WAY.has(action);
}

function isWaitingForUs(action: string | undefined): boolean {
  return action !== undefined && WAITING_FOR_US.has(action);
}

function isSettled({ status, authorizedMinor, payments }: SeenOrder): boolean {
  if (status === "OPEN" || authorizedMinor > 0) return false;
  return payments.nodes.every(
    ({ nextSafeActions: [first] }) => !isUnderWay(first?.action) && first?.action !== "CANCEL",
  );
}
