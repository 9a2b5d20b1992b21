export interface Address {
  line1: string | null;
  line2: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  country: string;
}

export interface Location {
  id: string;
  accountId: string;
  livemode: boolean;
  stripeLocationId: string;
  displayName: string;
  address: Address;
  /** IANA name; days of reports begin and end by it. */
  timeZone: string;
  createdAt: Date;
}
