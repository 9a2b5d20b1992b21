import { describe, expect, it } from "vitest";
import { scrubSecrets } from "../../../src/stripe/scrub-secrets.js";

describe("words of Stripe's that quote a secret", () => {
  it("lose it and keep the rest", () => {
    expect(scrubSecrets("No such intent: pi_1_secret_abcDEF123; key sk_live_51Habc, whsec_9x.")).toBe(
      "No such intent: pi_1_secret_***; key sk_live_***, whsec_***.",
    );
    expect(scrubSecrets("No such payment_intent: 'pi_1'")).toBe("No such payment_intent: 'pi_1'");
  });
});
