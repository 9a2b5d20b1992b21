import { randomBytes } from "node:crypto";
import { chmod, cp, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { binariesUnder, type PostgresBinaries } from "./find-binaries.js";
import { canRun, type ServerAccount } from "./server-account.js";

/** The binaries where the account can run them: as they are, or copied out of a folder that it can't enter. */
export async function toReachableBinaries(
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
  outsideFolder: string,
): Promise<PostgresBinaries> {
  if (await canRun(account, binaries.postgres)) return binaries;

  const copy = join(outsideFolder, `binaries-${binaries.version}-${process.arch}`);
  const isThere = await stat(copy).then(
    () => true,
    () => false,
  );
  if (!isThere) await copyWhole(binaries.root, copy);
  return binariesUnder(copy, binaries.version);
}

/** Under its final name the copy is complete, whenever we are killed. */
async function copyWhole(from: string, to: string): Promise<void> {
  const unfinished = `${to}.new-${randomBytes(4).toString("hex")}`;
  await mkdir(unfinished, { recursive: true });
  try {
    await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
    await openForAll(unfinished);
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error; // else another start has copied them meanwhile
  }
}

/** A checkout made under a strict umask has binaries that only its owner can run. */
async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openForAll(path);
    else if (entry.isFile()) await chmod(path, entry.parentPath.endsWith("bin") ? 0o755 : 0o644);
  }
}
