import type { RedirectRow } from "../entities/bookkeeping.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import { inWords } from "../payments/currency.js";

/** The test page that stands for the TWINT app: two buttons, as in Stripe's own sandbox. */
export function redirectPage(redirect: RedirectRow, intent: PaymentIntentRow): string {
  const amount = inWords(intent.amount, intent.currency);
  return layout(
    `<h1>${redirect.method.toUpperCase()} test payment</h1>` +
      `<p>This page stands for the customer's app. No money moves.</p><p><strong>${amount}</strong></p>` +
      form("authorize", "Authorize test payment") +
      form("fail", "Fail test payment"),
  );
}

function form(outcome: string, label: string): string {
  return (
    `<form method="post"><input type="hidden" name="outcome" value="${outcome}">` +
    `<button type="submit" id="${outcome}">${label}</button></form>`
  );
}

export function closedPage(): string {
  return layout("<h1>This payment page is closed</h1><p>The payment was completed, cancelled or took too long.</p>");
}

function layout(content: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test payment page</title>' +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>' +
    "body{font:16px system-ui,sans-serif;max-width:28rem;margin:4rem auto;padding:0 1rem}" +
    "button{font:inherit;padding:.6rem 1rem;margin:.3rem 0;width:100%}</style></head>" +
    `<body>${content}</body></html>`
  );
}
