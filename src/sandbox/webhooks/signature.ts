import { createHmac } from "node:crypto";

/** `t=…,v1=…`: HMAC-SHA256 over `<t>.<body>` with the endpoint's whole secret as the key (facts 8). */
export function signatureHeader(body: string, secret: string, timestamp: number): string {
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return `t=${timestamp},v1=${signature}`;
}
