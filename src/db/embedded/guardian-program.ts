/**
 * The guardian: a small process between us and Postgres that stops the server when its own stdin ends, which happens
 * however we die, SIGKILL included. It leads a process group of its own, so that a Ctrl-C in a terminal reaches us and
 * not Postgres: we drain first, then close the pipe.
 *
 * It is a string because it must start the same from dist/, tsx and vitest, which have no JavaScript file of it in
 * common. Its third argument is a `GuardianTask` as JSON.
 *
 * "fast" shutdown (SIGINT) disconnects the clients and writes a checkpoint; where that takes too long, "immediate"
 * (SIGQUIT) leaves the rest to recovery at the next start, so that stopping stays within three seconds.
 */
export const GUARDIAN_PROGRAM = `
const { spawn } = require("node:child_process");
const { readFileSync } = require("node:fs");
const task = JSON.parse(process.argv[3]);
const IMMEDIATE_AFTER_MS = 2000;
const server = task.orphanPid === undefined ? startServer() : watchOrphan(task.orphanPid);
let isStopping = false;

function startServer() {
  const child = spawn(task.postgres, task.args, {
    cwd: task.cwd, uid: task.uid, gid: task.gid, stdio: ["ignore", "inherit", "inherit"], windowsHide: true,
  });
  child.on("error", (error) => { process.stderr.write(String(error) + "\\n"); process.exit(1); });
  child.on("exit", (code) => process.exit(code ?? 1));
  return { kill: (signal) => child.kill(signal) };
}

// Not ours to wait for: it has ended when its file is gone or another's (a pid alone may be reused, or be a zombie's).
function watchOrphan(pid) {
  const isThere = () => {
    try { process.kill(pid, 0); return parseInt(readFileSync(task.pidFile, "utf8"), 10) === pid; } catch { return false; }
  };
  setInterval(() => { if (!isThere()) process.exit(0); }, 50);
  return { kill: (signal) => { if (isThere()) process.kill(pid, signal); } };
}

function stop() {
  if (isStopping) return;
  isStopping = true;
  if (process.platform === "win32") {
    spawn(task.pgCtl, ["stop", "-D", task.cluster, "-m", "fast"], { stdio: "ignore", windowsHide: true });
    return;
  }
  server.kill("SIGINT");
  setTimeout(() => server.kill("SIGQUIT"), IMMEDIATE_AFTER_MS);
}

process.stdin.on("end", stop).on("close", stop).on("error", stop).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
`;
