import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";

export interface ServerAccount {
  uid: number;
  gid: number;
}

/** Where /etc/passwd has no such line. */
const NOBODY: ServerAccount = { uid: 65534, gid: 65534 };

/**
 * The account that Postgres has to be run as; undefined for our own.
 *
 * Postgres refuses to run as root. An existing cluster is run by its owner (it would refuse any other), a new one
 * belongs to nobody.
 */
export async function chooseServerAccount(cluster: string | undefined): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (!cluster) return findNobody();

  const { uid, gid } = await stat(cluster);
  if (uid !== 0) return { uid, gid };
  const nobody = await findNobody();
  const message = `${cluster} belongs to root, as whom Postgres refuses to run: chown -R ${nobody.uid}:${nobody.gid} it.`;
  throw new EmbeddedPostgresError("DATA_FOLDER_UNUSABLE", message);
}

async function findNobody(): Promise<ServerAccount> {
  const accounts = await readFile("/etc/passwd", "utf8").catch(() => "");
  const [, uid, gid] = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(accounts) ?? [];
  return uid === undefined || gid === undefined ? NOBODY : { uid: Number(uid), gid: Number(gid) };
}

const READ_AND_ENTER = 0o5;
const ENTER = 0o1;

/** Whether the account may enter the folder and every folder above it. (Access lists are not looked at.) */
export async function canEnter(account: ServerAccount | undefined, folder: string): Promise<boolean> {
  if (!account) return true;
  if (!(await isGranted(account, folder, ENTER))) return false;
  return dirname(folder) === folder || canEnter(account, dirname(folder));
}

/** Whether the account may run this file, and read it. */
export async function canRun(account: ServerAccount | undefined, file: string): Promise<boolean> {
  if (!account) return true;
  return (await isGranted(account, file, READ_AND_ENTER)) && canEnter(account, dirname(file));
}

async function isGranted({ uid, gid }: ServerAccount, path: string, bits: number): Promise<boolean> {
  const entry = await stat(path);
  const shift = entry.uid === uid ? 6 : entry.gid === gid ? 3 : 0;
  return ((entry.mode >> shift) & bits) === bits;
}
