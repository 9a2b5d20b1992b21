import { expect, it } from "vitest";
import { isPostmasterCommand } from "../../../src/db/embedded/find-server.js";
import { ownerOfGuardian } from "../../../src/db/embedded/guardian.js";
import { toServerArguments } from "../../../src/db/embedded/server-arguments.js";

const CLUSTER = "/srv/a till/postgres/cluster";
const COMMAND = `/opt/native/bin/postgres ${toServerArguments(CLUSTER, 40123, "full").join(" ")} `;

it("recognises the server of a cluster by the arguments that we start it with", () => {
  expect(isPostmasterCommand(COMMAND, CLUSTER)).toBe(true);
});

it.each([
  ["the server of another folder", COMMAND.replace(CLUSTER, "/srv/other/cluster")],
  ["the server of a folder whose name goes on", COMMAND.replace(CLUSTER, `${CLUSTER}-2`)],
  ["an editor of its files", `vi ${CLUSTER}/postgresql.conf `],
  ["its guardian", `node -e … tillgraph-postgres-guardian owner=1 {"args":["-D","${CLUSTER}"]} `],
])("does not take %s for it", (_, command) => {
  expect(isPostmasterCommand(command, CLUSTER)).toBe(false);
});

it("reads from a guardian's command whom it works for", () => {
  expect(ownerOfGuardian('/usr/bin/node -e program tillgraph-postgres-guardian owner=4711 {"args":[]} ')).toBe(4711);
});

it("knows that a shell is no guardian", () => {
  expect(ownerOfGuardian("/bin/sh ")).toBeUndefined();
});
