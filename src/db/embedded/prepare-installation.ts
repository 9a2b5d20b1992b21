import { randomBytes } from "node:crypto";
import { lstat, mkdir, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createCluster, PASSWORD_FILE } from "./create-cluster.js";
import { isSignalable } from "./describe-process.js";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";
import { findBinaries, type PostgresBinaries } from "./find-binaries.js";
import { toReachableBinaries } from "./reachable-binaries.js";
import { canEnter, chooseServerAccount, type ServerAccount } from "./server-account.js";

/** Everything a server needs but a port. */
export interface Installation {
  binaries: PostgresBinaries;
  /** The folder that Postgres calls its data directory, links resolved. */
  cluster: string;
  account: ServerAccount | undefined;
  password: string;
}

/**
 * For a data folder below one that only root may enter, such as root's home: the cluster and a copy of the binaries
 * lie here and the data folder links to it. Payments must outlast a reboot, so it isn't the temporary folder.
 */
const OUTSIDE_FOLDER = "/var/lib/tillgraph";

/** Finds or makes the cluster in the data folder, and binaries that can be run over it. */
export async function prepareInstallation(dataDir: string): Promise<Installation> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await prepareIn(await realpath(dataDir));
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const message = `The Postgres data folder ${dataDir} can't be used: ${String(error)}.`;
    throw new EmbeddedPostgresError("DATA_FOLDER_UNUSABLE", message, { cause: error });
  }
}

async function prepareIn(folder: string): Promise<Installation> {
  const name = join(folder, "cluster");
  const outsideFolder = chooseOutsideFolder(folder);
  await removeUnfinished(folder);

  const existing = await findCluster(name);
  const account = await chooseServerAccount(existing);
  const binaries = await toReachableBinaries(await findBinaries(), account, outsideFolder);
  if (!existing) {
    const unique = randomBytes(4).toString("hex");
    const isEnterable = await canEnter(account, folder);
    if (!isEnterable) await mkdir(outsideFolder, { recursive: true });
    const outside = isEnterable ? undefined : join(outsideFolder, `cluster-${unique}`);
    const unfinished = join(folder, `cluster.new-${process.pid}-${unique}`);
    await createCluster({ cluster: name, outside, unfinished }, binaries, account);
  }
  const cluster = await realpath(name);
  const password = await readFile(join(cluster, PASSWORD_FILE), "utf8");
  return { binaries, cluster, account, password };
}

async function findCluster(name: string): Promise<string | undefined> {
  const isThere = await lstat(name).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
  // A link that leads nowhere is an error: a fresh cluster in its place would hide that the payments are gone.
  return isThere ? realpath(name) : undefined;
}

/** What is thrown away with the temporary folder stays there. */
function chooseOutsideFolder(folder: string): string {
  const isTemporary = !relative(tmpdir(), folder).startsWith("..");
  return isTemporary ? join(tmpdir(), "tillgraph-postgres") : OUTSIDE_FOLDER;
}

/** What a start that was killed during initdb has left. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const [, pid] = /^cluster\.new-(\d+)-/.exec(entry) ?? [];
    if (pid === undefined || isSignalable(Number(pid))) continue;
    // initdb may still be writing there; then the next start removes it.
    await rm(join(folder, entry), { recursive: true, force: true }).catch(() => {});
  }
}
