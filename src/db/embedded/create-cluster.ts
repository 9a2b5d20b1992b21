import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";
import type { PostgresBinaries } from "./find-binaries.js";
import { serverEnvironment } from "./guardian.js";
import type { ServerAccount } from "./server-account.js";

export const SUPERUSER = "tillgraph";
export const PASSWORD_FILE = "tillgraph-password";

export interface NewCluster {
  /** The name under which it is found from then on. */
  cluster: string;
  /** Where it lies if the account can't enter the data folder; the name is then a link. */
  outside: string | undefined;
  /** A name beside the final one that nobody else uses. */
  unfinished: string;
}

/**
 * Makes a cluster and its password, and gives it its final name as the very last step: under that name it is whole,
 * whenever we are killed. Of two starts at once the first to finish wins, the other throws its own away.
 */
export async function createCluster(
  place: NewCluster,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<void> {
  const folder = place.outside ?? place.unfinished;
  const passwordFile = `${folder}.password`;
  try {
    await mkdir(folder, { mode: 0o700 });
    await writeFile(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
    for (const path of account ? [folder, passwordFile] : []) await chown(path, account!.uid, account!.gid);

    await runInitdb(binaries, account, ["-D", folder, `--pwfile=${passwordFile}`]);
    await rename(passwordFile, join(folder, PASSWORD_FILE));

    if (place.outside) await symlink(place.outside, place.cluster);
    else await rename(folder, place.cluster);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error; // else another start has made one meanwhile
  }
}

async function runInitdb(binaries: PostgresBinaries, account: ServerAccount | undefined, place: string[]) {
  const options = [
    ...place,
    `--username=${SUPERUSER}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // Sorts the same on every machine and needs none of its locales.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    "--no-sync",
  ];
  const surroundings = { cwd: dirname(binaries.initdb), env: serverEnvironment(), windowsHide: true, ...account };
  try {
    await promisify(execFile)(binaries.initdb, options, surroundings);
  } catch (error) {
    const { stderr, code } = error as NodeJS.ErrnoException & { stderr?: string };
    // ENOENT for a file that is there means its loader: the binaries want glibc, which Alpine lacks.
    const reason = code === "ENOENT" ? "it can't run on this system (musl instead of glibc?)" : stderr?.trim();
    const message = `Postgres could not set up its data folder: ${reason || String(error)}.`;
    throw new EmbeddedPostgresError("INITDB_FAILED", message, { cause: error });
  }
}
