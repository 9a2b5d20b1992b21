// Compiles src/ to dist/ when a source is newer than the last build. Several processes may do so at once: each builds
// into a folder of its own and puts it in place by renaming, so that nobody ever sees half a program.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const stamp = join(dist, ".built");

function newestSourceMs() {
  const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath ?? file.path, file.name));
  return Math.max(...[...files, join(root, "tsconfig.json")].map((file) => statSync(file).mtimeMs));
}

function isFresh() {
  return existsSync(stamp) && statSync(stamp).mtimeMs >= newestSourceMs();
}

function compile(outDir) {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  const compiler = join(dirname(manifest), "bin", "tsc");
  const args = [compiler, "-p", join(root, "tsconfig.build.json"), "--outDir", outDir];
  const result = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (result.status !== 0) {
    rmSync(outDir, { recursive: true, force: true });
    process.exit(result.status ?? 1);
  }
}

function putInPlace(outDir) {
  const old = `${dist}.old-${process.pid}`;
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(outDir, dist);
  } catch (error) {
    // Another process put its build there between the two renames: that one is as good as ours.
    if (!isFresh()) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** Makes sure that dist/ is what src/ says. */
export function build() {
  if (isFresh()) return;
  const startedAt = new Date();
  const outDir = `${dist}.new-${process.pid}`;
  compile(outDir);
  const ownStamp = join(outDir, ".built");
  writeFileSync(ownStamp, "");
  utimesSync(ownStamp, startedAt, startedAt);
  putInPlace(outDir);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
