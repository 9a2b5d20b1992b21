import { describe, expect, it } from "vitest";
import { IMPORT_TABLE, isBetweenUseCases, isWithinTable } from "./import-table.js";
import {
  findCircles,
  type Import,
  readImports,
  readSourceTree,
  roomOf,
  type SourceFile,
  withoutComments,
} from "./source-tree.js";

const files = readSourceTree();
const imports = files.flatMap((file) => file.imports);
const ours = (rule: (each: Import) => boolean) =>
  imports.filter((each) => each.isOurs && rule(each)).map(describeImport);
const ofPackages = (names: readonly string[], rule: (each: Import) => boolean) =>
  imports.filter((each) => !each.isOurs && names.includes(each.to) && rule(each)).map(describeImport);

function describeImport({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

function fileThatImports(path: string, to: string, isType: boolean): SourceFile {
  return { path, text: "", imports: [{ from: path, to, isOurs: true, isType }] };
}

/** Files whose running text has something in it, comments apart. */
function filesWith(pattern: RegExp): string[] {
  return files.filter((file) => pattern.test(file.text) && pattern.test(withoutComments(file))).map(({ path }) => path);
}

describe("the import table of DESIGN.md", () => {
  it("reads the whole tree", () => {
    const rooms = new Set(files.map(({ path }) => roomOf(path)));

    expect(rooms).toContain("domain");
    expect(rooms).toContain("sandbox");
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it("has a row for every room, but for those that start the server up", () => {
    const withoutRow = files.map(({ path }) => roomOf(path)).filter((room) => IMPORT_TABLE[room] === undefined);

    expect([...new Set(withoutRow)].toSorted()).toEqual(["bootstrap", "start-server.ts"]);
  });

  it("is kept by every import", () => {
    const breaks = ours((each) => !isWithinTable(each));

    expect(breaks).toEqual([]);
  });

  it("never lets a use case import another one", () => {
    const between = ours(isBetweenUseCases);

    expect(between).toEqual([]);
  });

  it("lets no module import itself through others", () => {
    const circles = findCircles(files);

    expect(circles).toEqual([]);
  });

  it.each([
    ["domain/order.ts", "db/orders.ts", "type"],
    ["sandbox/engine.ts", "domain/order.ts", "type"],
    ["telemetry/logger.ts", "config.ts", "type"],
    ["db/orders.ts", "telemetry/logger.ts", "value"],
    ["operations/perform.ts", "stripe/gateway.ts", "value"],
    ["operations/perform.ts", "stripe/create-stripe-client.ts", "type"],
    ["operations/perform.ts", "auth/actor.ts", "type"],
    ["use-cases/create-order.ts", "stripe/gateway.ts", "value"],
    ["use-cases/create-order.ts", "schema/node.type.ts", "type"],
    ["resolvers/context.ts", "db/orders.ts", "type"],
    ["resolvers/context.ts", "stripe/gateway.ts", "type"],
    ["jobs/job.ts", "use-cases/create-order.ts", "value"],
    ["http/errors.ts", "db/client.ts", "type"],
    ["main.ts", "db/client.ts", "value"],
    ["cli/demo.ts", "stripe/gateway.ts", "type"],
    ["bootstrap/system-clock.ts", "app.ts", "type"],
    ["start-server.ts", "main.ts", "value"],
    ["unheard-of/file.ts", "domain/order.ts", "value"],
  ])("forbids %s to import %s as a %s", (from, to, kind) => {
    const forbidden: Import = { from, to, isOurs: true, isType: kind === "type" };

    expect(isWithinTable(forbidden)).toBe(false);
  });

  it.each([
    ["db/orders.ts", "domain/order.ts", "value"],
    ["db/orders.ts", "telemetry/logger.ts", "type"],
    ["operations/perform.ts", "stripe/gateway.ts", "type"],
    ["use-cases/create-order.ts", "operations/perform.ts", "value"],
    ["resolvers/context.ts", "use-cases/create-order.ts", "value"],
    ["app.ts", "stripe/create-stripe-client.ts", "value"],
    ["main.ts", "start-server.ts", "value"],
  ])("allows %s to import %s as a %s", (from, to, kind) => {
    const allowed: Import = { from, to, isOurs: true, isType: kind === "type" };

    expect(isWithinTable(allowed)).toBe(true);
  });
});

describe("packages", () => {
  it("keeps the package stripe under src/stripe, and its types in the sandbox too", () => {
    const strays = ofPackages(
      ["stripe"],
      ({ from, isType }) => roomOf(from) !== "stripe" && !(roomOf(from) === "sandbox" && isType),
    );

    expect(strays).toEqual([]);
  });

  it("keeps SQL under src/db", () => {
    const strays = ofPackages(["drizzle-orm", "postgres"], ({ from }) => roomOf(from) !== "db");

    expect(strays).toEqual([]);
  });

  it("keeps type-graphql in the schema, the resolvers and http/graphql.ts", () => {
    const rooms = ["schema", "resolvers"];
    const strays = ofPackages(
      ["type-graphql"],
      ({ from }) => !rooms.includes(roomOf(from)) && from !== "http/graphql.ts",
    );

    expect(strays).toEqual([]);
  });

  it("lets the domain use no package but typeid-js, and of Node only hashing", () => {
    const packages = imports.filter(({ from, isOurs }) => !isOurs && roomOf(from) === "domain").map(({ to }) => to);

    expect([...new Set(packages)].toSorted()).toEqual(["node:crypto", "typeid-js"]);
  });
});

describe("what comes in as an argument", () => {
  it("reads the environment in config.ts alone", () => {
    const readers = filesWith(/process\.env|import\.meta\.env/);

    expect(readers).toEqual(["config.ts"]);
  });

  it("takes time and chance from outside, but where a process begins", () => {
    const readers = filesWith(/Date\.now\(|Math\.random\(|new Date\(\)/);

    const inside = readers.filter((path) => !["main.ts", "sandbox/main.ts"].includes(path) && roomOf(path) !== "cli");
    expect(inside).toEqual([]);
  });
});

describe("the shape of files", () => {
  it("has no file over 300 lines", () => {
    const long = files.filter(({ text }) => text.split("\n").length > 301).map(({ path }) => path);

    expect(long).toEqual([]);
  });

  it("has no barrel and no default export", () => {
    const barrels = files.filter(({ path }) => path.endsWith("/index.ts")).map(({ path }) => path);
    const defaults = filesWith(/^export default /m);

    expect([...barrels, ...defaults]).toEqual([]);
  });
});

describe("the reader of imports", () => {
  it("tells types from values, and finds re-exports and dynamic imports", () => {
    const text = [
      'import { a, type B } from "./values.js";',
      'import type { C } from "../types.js";',
      'import { type D } from "./inline.js";',
      'import "./effect.js";',
      'export { e } from "@scope/package/part";',
      'export type { F } from "package/part";',
      'const g = await import("./dynamic.js");',
    ].join("\n");

    const found = readImports("room/file.ts", text).map(({ to, isType }) => `${isType ? "type" : "value"} ${to}`);

    expect(found).toEqual([
      "value room/values.ts",
      "type types.ts",
      "type room/inline.ts",
      "value room/effect.ts",
      "value @scope/package",
      "type package",
      "value room/dynamic.ts",
    ]);
  });

  it("finds a circle of values and none of types", () => {
    const circles = findCircles([fileThatImports("a.ts", "b.ts", false), fileThatImports("b.ts", "a.ts", false)]);
    const none = findCircles([fileThatImports("a.ts", "b.ts", false), fileThatImports("b.ts", "a.ts", true)]);

    expect(circles).toEqual(["a.ts → b.ts → a.ts"]);
    expect(none).toEqual([]);
  });
});
