const SECRETS: readonly [RegExp, string][] = [
  // Client secrets: pi_…_secret_…
  [/(_secret_)[A-Za-z0-9]+/g, "$1***"],
  // API keys and webhook secrets, should a message ever quote one whole.
  [/\b((?:sk|rk|pk)(?:_org)?_(?:test|live)_|whsec_)[A-Za-z0-9_]+/g, "$1***"],
];

/** Stripe's words may be shown and logged; should they quote a secret, the secret goes. */
export function scrubSecrets(text: string): string {
  return SECRETS.reduce((scrubbed, [pattern, replacement]) => scrubbed.replace(pattern, replacement), text);
}
