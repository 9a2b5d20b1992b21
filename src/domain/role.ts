/** What a key may be for; who may what stands in auth/policy.ts. TEST is a till that may also use the test helpers. */
export const ROLES = ["TILL", "BACK_OFFICE", "OPERATOR", "TEST"] as const;
export type Role = (typeof ROLES)[number];
