import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { RULE_NAMES } from "../check-day.js";
import { type Mutant, MUTANTS } from "./mutants.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "40" },
    /** Only the safeguards whose names hold this. */
    only: { type: "string", default: "" },
  },
});

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const COPIED = ["src", "migrations", "test/simulation", "package.json", "tsconfig.json"];
/** What a day is found by, as the simulation prints it: a rule of the checker, or an error that a server logged. */
const FINDING = new RegExp(`^ {2}(${RULE_NAMES.join("|")}|\\{"level":[56]0,)(?:: )?(.*)$`, "m");

const NOTHING: Mutant = { name: "nothing", changes: [] };

const untouched = values.only === "" ? await withCopy(NOTHING, simulate) : "";
if (FINDING.test(untouched)) throw new Error(`days fail with nothing taken away:\n${untouched}`);
let [found, missed] = [0, 0];
for (const mutant of MUTANTS.filter(({ name }) => name.includes(values.only))) {
  const output = await withCopy(mutant, simulate);
  const finding = FINDING.exec(output);
  const days = output.match(/^seed /gm)?.length ?? 0;
  if (finding === null) missed += 1;
  else found += 1;
  const by = finding?.[1]?.startsWith("{") === true ? "an error of a server" : finding?.[1];
  console.log(`without ${mutant.name}: ${by === undefined ? "NOT FOUND" : `found by ${by}`} in ${days} days`);
  console.log(finding === null ? output.slice(-2_000) : `  ${finding[2]?.slice(0, 300)}`);
}
console.log(`\n${found} passed, ${missed} failed`);
process.exitCode = missed === 0 ? 0 : 1;

/** The tree with one safeguard taken away, for as long as the work lasts. */
async function withCopy(mutant: Mutant, work: (folder: string) => Promise<string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tillgraph-mutant-"));
  try {
    for (const path of COPIED) await cp(join(ROOT, path), join(folder, path), { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    for (const { file, find, replace } of mutant.changes) {
      const parts = (await readFile(join(folder, file), "utf8")).split(find);
      if (parts.length !== 2) throw new Error(`${file} holds this ${parts.length - 1} times, not once: ${find}`);
      await writeFile(join(folder, file), parts.join(replace));
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Plays days until one fails, and answers what was printed. */
async function simulate(folder: string): Promise<string> {
  const args = ["--import", "tsx", "test/simulation/main.ts", "--seeds", values.seeds, "--stop"];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.once("close", resolve));
  return output;
}
