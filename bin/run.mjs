// Runs one of the program's entry points from dist/, compiled first where it has to be.
// One process from start to end: a signal sent to it reaches the program, and nothing is left behind.
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "./build.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entry = process.argv[2];

build();
process.argv.splice(1, 2, join(root, "dist", `${entry}.js`));
await import(pathToFileURL(process.argv[1]).href);
