import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const BUILD = fileURLToPath(new URL("../../bin/build.mjs", import.meta.url));

/** Once for all the processes of a run. */
export default function setup(): void {
  execFileSync(process.execPath, [BUILD], { stdio: "inherit" });
}
