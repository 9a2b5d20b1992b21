import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Actor, KeyActor } from "../../../src/auth/actor.js";
import { toActorName } from "../../../src/auth/actor.js";
import {
  isAllowed,
  isAtLocation,
  type Permission,
  POLICY,
  requireLocation,
  requirePermission,
  visibleLocationIds,
} from "../../../src/auth/policy.js";
import { type Role, ROLES } from "../../../src/domain/role.js";

const root = new URL("../../../", import.meta.url);
const contractFile = fileURLToPath(new URL(process.env["TILLGRAPH_CONTRACT"] ?? "../shared/api.graphql", root));
const isHere = existsSync(contractFile);
if (!isHere) process.stderr.write(`skipped: there is no contract at TILLGRAPH_CONTRACT (${contractFile})\n`);

const PERMISSIONS = Object.keys(POLICY) as Permission[];

/** Operations that need the permission of another one's name. */
const NEEDS: Readonly<Record<string, Permission>> = {
  orderByReference: "order",
  orders: "order",
  orderEvents: "order",
  paymentByStripeId: "payment",
  payments: "payment",
  readers: "reader",
  readerChanged: "reader",
  locations: "location",
};

/** A till of a test account is a till, and X stands for what only it may. */
const ROLES_BY_LETTER: Readonly<Record<string, readonly Role[]>> = {
  T: ["TILL", "TEST"],
  B: ["BACK_OFFICE"],
  O: ["OPERATOR"],
  X: ["TEST"],
};

function keyOf(role: Role, locationIds: readonly string[] | null = null): KeyActor {
  return { type: "key", keyId: "key_1", label: "a key", role, locationIds };
}

function rolesAllowed(permission: Permission): Role[] {
  return ROLES.filter((role) => isAllowed(keyOf(role), permission));
}

/** Each operation of the contract with the letters behind it, such as `["createOrder", "T"]`. */
function readLetters(): [operation: string, letters: string][] {
  const contract = isHere ? readFileSync(contractFile, "utf8") : "";
  return ["Query", "Mutation", "Subscription"].flatMap((type) => {
    const block = new RegExp(`^type ${type} \\{\\n(.*?)^\\}`, "ms").exec(contract)?.[1] ?? "";
    return [...block.matchAll(/^ {2}(\w+).*# ([TBOX]( [TBOX])*)(?= |$)/gm)].map(
      ([, operation = "", letters = ""]): [string, string] => [operation, letters],
    );
  });
}

const LETTERS = readLetters();
const BUILT = LETTERS.flatMap(([operation, letters]) => {
  const permission = NEEDS[operation] ?? PERMISSIONS.find((each) => each === operation);
  return permission === undefined ? [] : [{ operation, letters, permission }];
});

describe.skipIf(!isHere)("the policy and the contract's comments", () => {
  it("reads letters of every operation but node", () => {
    expect(LETTERS.length).toBeGreaterThan(50);
    expect(LETTERS.map(([operation]) => operation)).not.toContain("node");
  });

  it.each(BUILT)("let the same roles use $operation: $letters", ({ letters, permission }) => {
    const roles = letters.split(" ").flatMap((letter) => ROLES_BY_LETTER[letter] ?? []);

    expect(rolesAllowed(permission).toSorted()).toEqual([...roles].toSorted());
  });

  it("know each other's operations: no row of the policy is without one in the contract", () => {
    const named = new Set(BUILT.map(({ permission }) => permission));

    expect(PERMISSIONS.filter((permission) => !named.has(permission))).toEqual([]);
  });
});

describe("who may move money", () => {
  it.each<[Permission, Role[]]>([
    ["createOrder", ["TILL", "TEST"]],
    ["updateOrder", ["TILL", "TEST"]],
    ["completeOrder", ["TILL", "TEST"]],
    ["cancelOrder", ["TILL", "TEST"]],
    ["createPaymentIntent", ["TILL", "TEST"]],
    ["updatePaymentIntent", ["TILL", "TEST"]],
    ["processPaymentIntent", ["TILL", "TEST"]],
    ["cancelReaderAction", ["TILL", "TEST"]],
    ["cancelPaymentIntent", ["TILL", "BACK_OFFICE", "TEST"]],
    ["capturePaymentIntent", ["TILL", "BACK_OFFICE", "TEST"]],
    ["recordPayment", ["TILL", "TEST"]],
    ["voidRecordedPayment", ["TILL", "BACK_OFFICE", "TEST"]],
    ["confirmTwintPayment", ["TILL", "TEST"]],
    ["recheckPayment", ["TILL", "BACK_OFFICE", "OPERATOR", "TEST"]],
    ["freeReader", ["OPERATOR"]],
    ["presentPaymentMethod", ["TEST"]],
    ["registerReader", ["OPERATOR"]],
    ["createLocation", ["OPERATOR"]],
  ])("%s: %j", (permission, roles) => {
    expect(rolesAllowed(permission)).toEqual(roles);
  });

  it("refuses every other role by FORBIDDEN, naming the operation", () => {
    expect(() => requirePermission(keyOf("BACK_OFFICE"), "processPaymentIntent")).toThrow(
      expect.objectContaining({
        code: "FORBIDDEN",
        message: "A key of this role may not use processPaymentIntent.",
      }),
    );
  });

  it("lets an operator see no order, no payment and no refund", () => {
    expect(PERMISSIONS.filter((permission) => isAllowed(keyOf("OPERATOR"), permission)).toSorted()).toEqual([
      "createLocation",
      "explainPayment",
      "freeReader",
      "location",
      "reader",
      "recheckPayment",
      "registerReader",
      "serverInfo",
    ]);
  });
});

describe("a job", () => {
  const job: Actor = { type: "job", name: "recovery" };

  it("may do what its own code does, at every location", () => {
    expect(PERMISSIONS.every((permission) => isAllowed(job, permission))).toBe(true);
    expect(isAtLocation(job, "loc_1")).toBe(true);
    expect(visibleLocationIds(job)).toBeNull();
  });

  it("is named as a job in the timeline", () => {
    expect(toActorName(job)).toBe("job:recovery");
  });
});

describe("a key that is bound to locations", () => {
  const bound = keyOf("TILL", ["loc_1", "loc_2"]);

  it("is at those and at no other", () => {
    expect(["loc_1", "loc_2", "loc_3"].map((id) => isAtLocation(bound, id))).toEqual([true, true, false]);
    expect(visibleLocationIds(bound)).toEqual(["loc_1", "loc_2"]);
  });

  it("is refused elsewhere by FORBIDDEN", () => {
    expect(() => requireLocation(bound, "loc_3")).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
    expect(() => requireLocation(bound, "loc_1")).not.toThrow();
  });

  it("is nowhere with an empty list, and everywhere with none", () => {
    expect(isAtLocation(keyOf("TILL", []), "loc_1")).toBe(false);
    expect(isAtLocation(keyOf("TILL", null), "loc_1")).toBe(true);
  });

  it("is named by its role and id, never by the key itself", () => {
    expect(toActorName(bound)).toBe("till:key_1");
  });
});
