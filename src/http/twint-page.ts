import { createHash } from "node:crypto";
import { type Language, TWINT_WORDS, type TwintState } from "./twint-words.js";

/** How often the page asks again while TWINT has not answered: by a plain reload, so that it needs no script. */
const REFRESH_SECONDS = 2;

const MARKS: Record<TwintState | "UNKNOWN", string> = {
  WAITING: "…",
  PAID: "✓",
  FAILED: "✕",
  EXPIRED: "✕",
  UNKNOWN: "?",
};

const STYLE = `
:root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-items: center; }
main { max-width: 20rem; padding: 1.5rem; text-align: center; }
p.mark { font-size: 4rem; line-height: 1; margin: 0; }
h1 { font-size: 1.75rem; margin: 1rem 0 0.5rem; }
`;

/** Nothing may be loaded and nothing may run; the one style is known by its hash. */
export const TWINT_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What the customer sees on the phone. It holds no amount, no name and no id. */
export function renderTwintPage(state: TwintState | "UNKNOWN", language: Language): string {
  const { title, text } = TWINT_WORDS[language][state];
  const refresh = state === "WAITING" ? `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">\n` : "";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
${refresh}<link rel="icon" href="data:,">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main role="status" data-state="${state}">
<p class="mark" aria-hidden="true">${MARKS[state]}</p>
<h1>${title}</h1>
<p>${text}</p>
</main>
</body>
</html>
`;
}
