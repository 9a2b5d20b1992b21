/** The Stripe account and mode that a database belongs to. */
export interface Account {
  id: string;
  livemode: boolean;
  country: string | null;
  defaultCurrency: string | null;
  twintEnabled: boolean;
  keyFingerprint: string;
  createdAt: Date;
}
