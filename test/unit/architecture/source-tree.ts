import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

const SRC = fileURLToPath(new URL("../../../src/", import.meta.url));

/** One import or re-export, as written in a file of src. */
export interface Import {
  /** The importing file, from src on. */
  from: string;
  /** A file of ours from src on, or a package's name. */
  to: string;
  isOurs: boolean;
  /** Nothing but types: gone when the program runs. */
  isType: boolean;
}

export interface SourceFile {
  /** From src on, such as `db/orders.ts`. */
  path: string;
  text: string;
  imports: Import[];
}

/** Every TypeScript file under src, with what it imports. */
export function readSourceTree(): SourceFile[] {
  return readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
    .toSorted()
    .map((path) => {
      const text = readFileSync(join(SRC, path), "utf8");
      return { path, text, imports: readImports(path, text) };
    });
}

/** What a file imports, by the parser that also compiles the tests. */
export function readImports(path: string, text: string): Import[] {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} can't be parsed: ${errors[0]?.message}`);
  const found = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      to: moduleRequest.value,
      isType: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest === null ? [] : [{ to: moduleRequest.value, isType }],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => ({
      to: text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/["'`]/g, ""),
      isType: false,
    })),
  ];
  return found.map(({ to, isType }) => {
    const isOurs = to.startsWith(".");
    return { from: path, to: isOurs ? toPath(path, to) : toPackage(to), isOurs, isType };
  });
}

function toPath(from: string, specifier: string): string {
  return normalize(join(dirname(from), specifier)).replace(/\.js$/, ".ts");
}

function toPackage(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

/** The room of a file: its first folder, or for a file at the top its own name. */
export function roomOf(path: string): string {
  return path.split("/")[0] ?? path;
}

/** What the program runs of a file: its text without comments. */
export function withoutComments({ path, text }: SourceFile): string {
  const { comments } = parseSync(path, text) as unknown as { comments: { start: number; end: number }[] };
  return comments.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

/** Circles of files that import each other's values, each told once as a path. */
export function findCircles(files: readonly SourceFile[]): string[] {
  const targets = new Map(
    files.map(({ path, imports }) => [path, imports.filter((each) => each.isOurs && !each.isType).map(({ to }) => to)]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) circles.push([...trail.slice(start), path].join(" → "));
    if (start >= 0 || done.has(path)) return;
    for (const to of targets.get(path) ?? []) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return circles;
}
