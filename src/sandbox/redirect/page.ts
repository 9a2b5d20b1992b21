import type { RedirectRow } from "../entities/bookkeeping.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import { inWords } from "../payments/currency.js";

/** The test page that stands for the TWINT app: two buttons, as in Stripe's own sandbox. */
export function redirectPage(redirect: RedirectRow, intent: PaymentIntentRow): string {
  const amount = inWords(intent.amount, intent.currency);
  const title = `${redirect.method.toUpperCase()} test payment`;
  return layout(
    `${title}: ${amount}`,
    `<h1>${title}</h1><p>This page stands for the customer's app. No money moves.</p>` +
      `<p class="amount">${amount}</p><form method="post">` +
      '<button type="submit" id="authorize" name="outcome" value="authorize">Authorize test payment</button>' +
      '<button type="submit" id="fail" name="outcome" value="fail" class="plain">Fail test payment</button></form>',
  );
}

/** Nobody is left standing here: where there is a shop to go back to, the way is shown. */
export function closedPage(back?: string): string {
  const link = back === undefined ? "" : `<p><a href="${escaped(back)}">Back to the shop</a></p>`;
  return layout(
    "This payment page is closed",
    `<h1>This payment page is closed</h1><p>The payment was completed, cancelled or took too long.</p>${link}`,
  );
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
  return text.replace(/[&"<>]/g, (letter) => entities[letter] ?? letter);
}

/** Nothing is loaded from elsewhere; buttons are as large as a thumb, and colours follow the phone's. */
function layout(title: string, content: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>' +
    ":root{color-scheme:light dark}" +
    "body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:28rem;margin:0 auto;padding:2rem 1rem}" +
    ".amount{font-size:2rem;font-weight:700;margin:1rem 0}" +
    "button{font:inherit;font-weight:600;min-height:3rem;width:100%;margin:.4rem 0;padding:.6rem 1rem;" +
    "border:2px solid #1d4ed8;border-radius:.5rem;background:#1d4ed8;color:#fff;cursor:pointer}" +
    "button.plain{background:transparent;color:inherit;border-color:currentColor}" +
    "a{display:inline-block;padding:.6rem 0}:focus-visible{outline:3px solid #f59e0b;outline-offset:2px}" +
    `</style></head><body><main>${content}</main></body></html>`
  );
}
