import { createHash } from "node:crypto";

/** Enough to tell keys apart (64 bits), useless for guessing one: a secret key is random itself. */
const FINGERPRINT_LENGTH = 16;

/** Names a secret key without revealing it; kept with every request that was rendered for the key. */
export function keyFingerprint(secretKey: string): string {
  return createHash("sha256").update(`tillgraph:stripe-key:${secretKey}`).digest("hex").slice(0, FINGERPRINT_LENGTH);
}

/** Anything that is not plainly a test key counts as live: being too careful costs nothing. */
export function isLiveKey(secretKey: string): boolean {
  return !/^[a-z]+(_org)?_test_/.test(secretKey);
}
