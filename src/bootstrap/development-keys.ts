import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { hashApiKey } from "../auth/api-key.js";
import { findApiKey } from "../db/api-keys.js";
import { type Role, ROLES } from "../domain/role.js";
import { createApiKey } from "../use-cases/create-api-key.js";
import type { Deps } from "../use-cases/deps.js";

export type DevelopmentKeys = Record<Role, string>;

const keysFile = z.object({ TILL: z.string(), BACK_OFFICE: z.string(), OPERATOR: z.string(), TEST: z.string() });

/** One key per role for the sandbox's play money, made at the first start and kept in `keys.json`, for its owner only. */
export async function developmentKeys(deps: Deps, dataDir: string): Promise<DevelopmentKeys> {
  const path = join(dataDir, "keys.json");
  const kept = await readKeys(path);
  if (kept !== undefined && (await areValid(deps, kept))) return kept;
  const keys: Partial<DevelopmentKeys> = {};
  for (const role of ROLES) {
    const label = `development ${role}`;
    keys[role] = (await createApiKey({ ...deps, newSecret: deps.settings.newSecret }, { label, role })).key;
  }
  const made = keysFile.parse(keys);
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
  return made;
}

async function readKeys(path: string): Promise<DevelopmentKeys | undefined> {
  try {
    return keysFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    // Absent, or not ours to read: new ones are made.
    return undefined;
  }
}

async function areValid(deps: Deps, keys: DevelopmentKeys): Promise<boolean> {
  const found = await Promise.all(Object.values(keys).map((key) => findApiKey(deps.db, hashApiKey(key))));
  return found.every((key) => key !== undefined && key.revokedAt === null);
}
