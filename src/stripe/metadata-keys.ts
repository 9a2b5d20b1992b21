/** What our objects at Stripe carry, so that they can be found again and explained without our database. */
export const METADATA_KEYS = {
  paymentId: "tillgraph_payment_id",
  orderId: "tillgraph_order_id",
  orderReference: "order_reference",
  timeZone: "time_zone",
} as const;
