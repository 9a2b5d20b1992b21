// Loaded into a measured process before its own program: tells its parent what the process used so far.
// CPU time is the process's own, so that a busy neighbour on the same machine does not count.
process.on("message", (question) => {
  if (question === "memory") globalThis.gc();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const peakRss = process.resourceUsage().maxRSS * 1024;
  process.send({ cpuMs: (user + system) / 1000, rss, heap: heapUsed + external, peakRss });
});

// Nothing is left behind when the run breaks off.
process.on("disconnect", () => process.exit());
