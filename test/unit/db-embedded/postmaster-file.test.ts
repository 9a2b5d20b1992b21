import { expect, it } from "vitest";
import { parsePostmasterFile } from "../../../src/db/embedded/postmaster-file.js";

const READY = "4711\n/data/cluster\n1795362999\n40123\n\n127.0.0.1\n  2097152        12\nready   \n";

it("reads pid, port and status of a server that is ready", () => {
  const file = parsePostmasterFile(READY);

  expect(file).toMatchObject({ pid: 4711, port: 40123, status: "ready" });
});

it("reads a file that the server has only begun to write", () => {
  const file = parsePostmasterFile("4711\n/data/cluster\n1795362999\n");

  expect(file).toMatchObject({ pid: 4711, port: undefined, status: undefined });
});

it.each(["", "\n", "none\n", "-4711\n"])("takes %j for no postmaster at all", (text) => {
  expect(parsePostmasterFile(text)).toBeUndefined();
});
