import type { Notifications } from "../db/notifications.js";
import type { OperationDeps } from "../operations/deps.js";

/** What use cases work with, built once in app.ts. */
export interface Deps extends OperationDeps {
  notifications: Notifications;
  settings: Settings;
}

export interface Settings {
  /** Where customers and Stripe reach us, without a slash at its end. */
  publicUrl: string;
  /** Whether Stripe is our own sandbox. */
  sandbox: boolean;
  apiVersion: string;
  publishableKey: string | null;
  version: string;
  /** Unguessable text for keys and return addresses. */
  newSecret: () => string;
}
