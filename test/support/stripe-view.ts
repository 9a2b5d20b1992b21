import type { TestShop } from "./test-shop.js";

export interface StripeIntent {
  id: string;
  status: string;
  amount: number;
  amount_received: number;
  amount_capturable: number;
  metadata: Record<string, string>;
  latest_charge: string | null;
}

export interface StripeCharge {
  id: string;
  status: string;
  captured: boolean;
  amount: number;
  amount_captured: number;
}

export interface JournalEntry {
  method: string;
  path: string;
  idempotency_key: string | null;
  status: number | string;
  replayed: boolean;
}

export interface Drop {
  method?: "GET" | "POST";
  /** A regular expression on the path. */
  path: string;
  when: "before" | "after";
  count: number;
}

/** What stands at Stripe, read past the program: raw requests, and the sandbox's own journal. */
export function createStripeView(shop: Pick<TestShop, "control"> & { sandbox: { url: string } }) {
  const view = {
    async get<T>(path: string): Promise<T> {
      const authorization = `Basic ${Buffer.from("sk_test_shop:").toString("base64")}`;
      const response = await fetch(`${shop.sandbox.url}/v1/${path}`, { headers: { authorization } });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    /** Every PaymentIntent that says it belongs to this order. */
    async intentsOf(orderId: string): Promise<StripeIntent[]> {
      const { data } = await view.get<{ data: StripeIntent[] }>("payment_intents?limit=100");
      return data.filter(({ metadata }) => metadata["tillgraph_order_id"] === orderId);
    },
    async chargesOf(paymentIntentId: string): Promise<StripeCharge[]> {
      return (await view.get<{ data: StripeCharge[] }>(`charges?payment_intent=${paymentIntentId}`)).data;
    },
    /** The writes Stripe saw so far, dropped ones included, oldest first. */
    async writes(path = ""): Promise<JournalEntry[]> {
      const { requests } = (await shop.control("journal")) as { requests: JournalEntry[] };
      return requests.filter(
        (each) => each.method === "POST" && each.path.startsWith("/v1/") && each.path.includes(path),
      );
    },
    /** Lets the connection break at matching requests to come. */
    async drop(drop: Drop): Promise<void> {
      await shop.control("faults", { method: "POST", kind: "drop", ...drop });
    },
    async delay(path: string, delayMs: number, method: "GET" | "POST" = "POST"): Promise<void> {
      await shop.control("faults", { method, path, kind: "delay", when: "before", delay_ms: delayMs });
    },
    async clearFaults(): Promise<void> {
      await shop.control("faults", {}, "DELETE");
    },
  };
  return view;
}

export type StripeView = ReturnType<typeof createStripeView>;
