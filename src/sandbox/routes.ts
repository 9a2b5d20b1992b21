import { accountRoutes } from "./account/account-routes.js";
import type { Route } from "./api/route.js";
import { balanceRoutes } from "./balance/balance-routes.js";
import { balanceTransactionRoutes } from "./balance/balance-transaction-routes.js";
import { applicationFeeRoutes } from "./connect/application-fee-routes.js";
import { transferReversalRoutes } from "./connect/transfer-reversal-routes.js";
import { transferRoutes } from "./connect/transfer-routes.js";
import { customerRoutes } from "./customers/customer-routes.js";
import { chargeRefundRoutes } from "./payments/charge-refund-routes.js";
import { chargeRoutes } from "./payments/charge-routes.js";
import { paymentIntentRoutes } from "./payments/payment-intent-routes.js";
import { paymentMethodRoutes } from "./payments/payment-method-routes.js";
import { refundRoutes } from "./payments/refund-routes.js";
import { connectionTokenRoutes } from "./terminal/connection-token-routes.js";
import { locationRoutes } from "./terminal/location-routes.js";
import { readerRoutes } from "./terminal/reader-routes.js";
import { eventRoutes } from "./webhooks/event-routes.js";
import { webhookEndpointRoutes } from "./webhooks/webhook-endpoint-routes.js";

/** All of Stripe's API that the sandbox plays. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...applicationFeeRoutes,
  ...balanceRoutes,
  ...balanceTransactionRoutes,
  ...chargeRefundRoutes,
  ...chargeRoutes,
  ...connectionTokenRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...locationRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...readerRoutes,
  ...refundRoutes,
  ...transferReversalRoutes,
  ...transferRoutes,
  ...webhookEndpointRoutes,
];
