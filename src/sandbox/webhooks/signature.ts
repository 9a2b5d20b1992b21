import { createHmac } from "node:crypto";

/**
 * `t=…,v1=…`: HMAC-SHA256 over `<t>.<body>` with the endpoint's whole secret as the key; while a secret is being rolled
 * the old one signs too (facts 8). In test mode Stripe adds a `v0` that is no signature, so that whoever takes it for one
 * is found out.
 */
export function signatureHeader(body: string, secrets: readonly string[], timestamp: number): string {
  const signatures = secrets.map((secret) => createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex"));
  const fake = createHmac("sha256", "v0").update(`${timestamp}.${body}`).digest("hex");
  return [`t=${timestamp}`, ...signatures.map((signature) => `v1=${signature}`), `v0=${fake}`].join(",");
}
